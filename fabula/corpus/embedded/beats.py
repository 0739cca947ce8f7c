"""Moments that any plot can use: how a story opens, how friends meet, quarrel and end the day."""

BEATS = """
# open
- [Once upon a time|Long ago|Once], {s.in}, {s.detail}, [there lived|lived] {h.a} [named|called] {h}. {h.show}
- {H} was {h.a} who lived {s.in}. {h.show}
- There was once {h.a} [named|called] {h}, and {h.he} lived {s.in}, {s.detail}. {h.show}
- {S.in}, {s.detail}, everyone knew {h}. {H} was {h.a}. {h.show}
- {S.in} lived {h.a} by the name of {h}. {h.show}
- If you had been {s.in} [that year|in those days], you would have met {h}, {h.a}. {h.show}
- This is the story of {h}, {h.a} who lived {s.in}. {h.show}
- {H} lived {s.in}, {s.detail}. {H.he} was {h.a}. {h.show}
- [Not so very long ago|In the days of your great-grandmother|Before you were born], {h.a} called {h} lived {s.in}. {h.show}
- {S.in} there was {h.home}, and in it lived {h.a} whose name was {h}. {h.show}

# meet
- {H}'s [best|dearest|oldest] {f.rel} was {f.a} [named|called] {f}.
- {H.he} [shared most days|spent every free hour] with {f}, {f.a} who lived [next door|close by|around the corner].
- {F}, {f.a}, was {h.his} [best|closest] {f.rel}.
- {H.he} had one good {f.rel}, {f.a} whose name was {f}.
- Wherever {h} went, {f} went too. {F} was {f.a} and {h}'s {f.rel}.
- There was also {f}, {f.a}. {F} and {h} had been {f.rels} since they [could walk|were tiny].
- {H} and {f} were {f.rels}, though {f} was quite different: {f.a} who [liked|loved] {f.likes}.
- {H.his} {f.rel} {f} was {f.a} who liked {f.likes}.
- {H.he} never had to be alone, for there was {f}, {f.a} who was fond of {f.likes}.

# day
- {W.day}, {h} [got up|woke] [early|late]. {w.line}
- {W.day}, {h} and {f} [met|sat together] as usual. {w.line}
- It began {w.day}. {w.line}
- {w.line} It was {w.bare}.
- {W.day}, [everything changed|something happened]. {w.line}

# keepsake
- {H} [never went anywhere without|always had with {h.him}] {h.his} {t.look}.
- {H.his} [dearest|proudest] possession was {t.full}, and {h.his} favourite pastime was {t.joy}.
- On a hook by {h.his} bed hung a bag, and in the bag was {t.full}. {H} [treasured|loved] it.
- When there was nothing else to do, {h} got out {h.his} {t.look}. {H.he} never tired of {t.joy}.
- {F} had once given {h} {t.full}, and now {t.joy} was what {h} liked best.
- {H} carried {t.full} [that day|everywhere], as others carry a handkerchief.

# rise
- For a long while they [would not look at|sat with their backs to] each other. The only sound was [the wind|a distant bell|
somebody chopping wood].
- After that they [did not exchange a word|walked ten paces apart], and each [kicked|scowled at] the [stones|dust].
- {H}'s ears burned. {F} [folded {f.his} {f.hands}|stared at the ground]. Neither [said|would say] sorry.
- {F} [drew a line|made a line of twigs] on the ground, and neither of them crossed it.
- Their friendship [hung by a thread|felt like a cracked plate], and both [were too proud to mend it|wondered how to mend it].

# peace
- [By and by|After a while] {f} [held out|offered] half an apple. {H} took it. <"Sorry," they said at the same moment.|No more was needed, and
both of them smiled.>
- Then {h} [saw|noticed] that {f} was [crying|shivering], and all the anger [ran out of|left] {h.him}. <"I was horrid," {h} said.
"Forgive me." // "I was horrid first," said {f}.|{H.he} went over and hugged {f.him}, and {f} hugged {h.him} back.>
- In the end {f} sneezed so hard that {f.he} fell over. They both [had to laugh|burst out laughing], and the quarrel was [over|forgotten].
- {G} heard them and [sat|came and stood] between them until they [shook {h.hands}|made up]. It took {a_while}.
- {H} thought of all the [good days|games] they had shared. {H.he} [walked|went] over and said sorry, and {f}
said it too, and things were right again.

# rift
- {H} and {f} blamed each other for it. They never [made up|played together] again.
- The quarrel was never mended. When {f} and {h} met on the road, they [looked away|crossed to the other side].
- Worst of all, {h} had lost {f} as well. The angry words had been the last ones they ever spoke.
- {F} [moved away|found other company] soon after, still angry, and {h} [never wrote|did not even wave].

# moral
- {H} never forgot the lesson: {lesson}.
- That day {h} learned that {lesson}.
- And so {h} and {f} learned that {lesson}.
- From then on, {h} [knew|understood] that {lesson}.
- The moral is [plain|simple]: {lesson}.
- If you ask {h} today, {h.he} will tell you that the lesson [of it all|was clear]: {lesson}.
- {H} thought about it for a long time and learned that {lesson}.
- It was a lesson for [both of them|everyone]: {lesson}.
- Ever after, people {s.in} told the tale to their little ones, and the moral was always the same: {lesson}.

# passing
- On the way they met {one} who was {doing}.
- {One} {was} {doing} and [waved|nodded|winked|called good day] to {h}.
- {H} [stepped aside|made room] for {one} who was {doing}.
- [Nobody was about|The place was empty] except {one}, {doing}.
- They [stopped|paused] to [greet|help|watch] {one} who was {doing}.
- Beside the {p} stood {one}, {doing}.
- {F} [pointed at|nudged {h.him} toward|nodded to] {one} who was {doing}.
- [Not far off|Across the way], {one} was {doing}.

# worry
- {H} felt as [small|lost|helpless] as {tiny_thing}.
- {H.his} [heart|pulse] [thumped|fluttered|hammered|knocked] like {tiny_thing}.
- {H} [stood there|sat there] like {tiny_thing} and [did not know|wondered] what to do.
- There was a lump in {h.his} throat as big as {lump}.
- {H.his} [stomach|belly] felt as though {h.he} had swallowed {lump}.
- {F} [scratched {f.his} chin|frowned|bit {f.his} lip] and turned as [pale|white|quiet] as {tiny_thing}.
- {H} [swallowed|gulped], for {h.his} mouth was as dry as {lump}.

# relief
- {H} felt as light as {tiny_thing}.
- {H.his} worries [melted|dropped away|blew away] like {tiny_thing}.
- {F} [spun|hopped|skipped] round and round like {tiny_thing}.
- {H} [laughed|sang|hummed] [out loud|all the way], as happy as {tiny_thing}.
- A weight as heavy as {lump} [fell|rolled] off {h.his} heart.
- {H.his} [grin|smile] was as wide as {lump}.

# quarrel lesson
- angry words are quickly said and slowly mended
- it is better to talk than to shout
- no quarrel is worth a friend
- a friend is more important than being right
- two who fight both lose

# happy
- That evening they shared {food}, and everyone was [happy|content].
- {H} went to bed [tired|with aching legs] and [very|perfectly] happy.
- They celebrated with {food}, and {f} had [two|three] helpings.
- The moon [rose|came up] over {s.land}, and two happy friends walked home {singing}.
- It was the [best|finest] day that {h} could remember.
- {H} smiled in {h.his} sleep that night.
- There was {food} for supper, and {h} told the whole story from the beginning.
- And when they got home, {food} [stood|was waiting] on the table.
- {F} and {h} [laughed|talked] about it for [years|weeks] and were the best of friends.
- They sat down side by side, ate {food} and watched the [stars|bats] come out.
- From that day on, {h} and {f} went to the {p} every [week|Saturday], and they were always merry.
- As a treat they made {food}. It was a little burnt, and it was delicious.

# sad
- That night {h} cried [until the pillow was wet|{h.himself} to sleep].
- There was {food} for supper, but {h} could not eat.
- {H} [sat alone|stayed] by the window and [watched the dark|listened to the wind], and nothing could comfort {h.him}.
- It was the saddest day of {h}'s life.
- After that, {h} never went to the {p} again.
- Years later, it still hurt {h} to think of it.
- {F} had no words, and {h} had only tears.
- The house was very quiet that evening. Even {food} tasted of nothing.
- {H} never [sang|laughed] in quite the same way again.
- The light went out of {h}'s window early, and for a long time it was not lit again.
"""

LIKES = """
card tricks; long naps; the rain; puddles; star maps; beetles; hard sums; knitting; old ships; climbing;
collecting stamps; bad jokes; fishing; making lists; riddles; ghost stories; pickles; thunder; snails;
sour plums; whistling; digging; dancing; silence; paper boats; birds' eggs; parades; tall hats; mud;
picnics; mysteries; folk songs; train timetables; swimming; crossword puzzles; kites' tails; clouds
"""

SINGING = """
singing; arm in arm; very slowly; hand in hand; whistling; full of stories; yawning; skipping;
humming the same tune; with mud up to their knees; chattering; under the first stars
"""

TINY_THINGS = """
a moth in a lampshade; a leaf in a puddle; a crumb on a cloth; a snail without a shell; a feather; a bee in
a jar; a dropped stitch; a lost mitten; a new-laid egg; a paper boat; soap bubbles; a wet sparrow; a cork on a
pond; a cloud in spring; a spider in a teacup; a moth; a button without a coat; a candle in a draught; a bird
on its first flight; a fish on a doorstep; snow in March; a cat in a bath; a hiccup; a sock in the wind; a
penny in a pond; a squeezed lemon; a tadpole; a loose tooth; a ghost at noon; a mouse in a church; a tin can
on a string; a grasshopper; a kettle on the boil; a dandelion clock; smoke; a windblown hat; a pea on a drum; a
bat at breakfast; the last leaf in November; a whisper; milk; a jelly on a cart; a bean in a box; a skipping rope
"""

LUMPS = """
a turnip; a brick; an oven; a cannonball; a bale of hay; a bag of flour; a church door; an anvil; a cartload of
bricks; a goose egg; a potato; a millstone; a slice of melon; a doormat; a biscuit tin; a hay cart; an old boot; a
barn; a pudding; an iron stove; a sack of sand; a paving stone; a barrel; an oak stump; a whole ham; a canal barge
"""

PASSERS = """
a {how} postman; a {how} washerwoman; a {how} chimney sweep; a {how} fishwife; a {how} schoolmaster; two {how} nuns;
a {how} soldier; a {how} drummer; three {how} sisters; a {how} bricklayer; a {how} milkmaid; a {how} umbrella mender;
a {how} old couple; a {how} knife grinder; a {how} rag-and-bone man; a {how} circus rider; a {how} judge; a {how}
ploughman; a {how} organ grinder; a {how} thatcher; a {how} widow; a {how} pedlar; a {how} bridegroom; a {how} plumber
"""

CREATURES = """
a {how} cricket; a {how} ladybird; a {how} hen; two {how} geese; a {how} pig; a {how} worm; a {how} spider; a {how}
cockerel; a {how} partridge; three {how} ducklings; a {how} snail; a {how} grasshopper; a {how} beetle; a {how} turkey; a
{how} moth; a {how} sheep; a {how} cormorant; a {how} pigeon; a {how} stag; a {how} wasp; a {how} trout; a {how} pheasant
"""

HOW = """
bald; barefoot; beaming; blushing; bleary-eyed; bow-legged; bright-eyed; chubby; courteous; cross-eyed; dapper; dozing;
drenched; dusty; elegant; famous; fidgety; frail; friendly; gangling; giggling; glum; haughty; hiccuping; humming; jaunty;
lanky; limping; muddy; nearsighted; out-of-breath; perplexed; pompous; puffing; puzzled; rosy; scowling; shabby; skinny;
sleepy; sneezing; snub-nosed; solemn; spotty; squinting; stout; sunburned; tearful; ticklish; tubby; wheezing; yawning
"""

DOINGS = """
carrying {load}; counting {load}; dragging {load} uphill; selling {load}; balancing {load}; looking for {load}; singing
to {load}; arguing about {load}; painting {load}; mending {load}; sitting on {load}; hiding {load}; washing {load}; admiring
{load}; unpacking {load}; pushing {load} along; weighing {load}; dreaming of {load}; guarding {load}; tripping over {load}
"""

LOADS = """
a crate of turnips; eleven eggs; a grandfather clock; a rolled carpet; a ham; a stuffed pike; a tuba; a row of
onions; wet socks; a wedding cake; a stack of chimney pots; a cheese; an armchair; a sack of feathers; four left
boots; a sleeping cat; a string of sausages; a barrel of pickles; a bundle of rhubarb; a rocking horse; a
bathtub; a bunch of radishes; an iron bedstead; a flowering cactus; seven hats; a birdcage; a tower of plates; a tin
trunk; a bucket of eels; a portrait of a duke; a coil of wire; a dried sunflower; a cracked bell; a wheel of string; a
broken rake; one ski; a bolt of purple cloth; a tray of buns; a stepladder; an inkstand; a bag of nails; a parrot
"""

A_WHILE = """
a good while; half an hour; only a moment; some time; two cups of tea; until the church clock struck;
a very long minute; three tries; longer than it should have
"""

PREMISES = """
Tell a story about {h.a} who {premise}.
Write a story about {h.a} who {premise}.
Tell me a story about {h}, {h.a} who {premise}.
Write a short tale in which {h.a} {premise}.
I would like a story in which {h}, {h.a}, {premise}.
Make up a story where {h.a} {premise}.
Tell a tale {s.in}, about {h.a} who {premise}.
Write a story for a child about {h.a} who {premise}.
"""
