"""Moments that any plot can use: how a story opens, how friends meet, quarrel and end the day."""

BEATS = """
# open
- [Once upon a time|Long ago|Once|Many years ago], {s.in}, [there lived|lived] {h.brief}
[named|called] {h}. {h.show}
- {H}, {h.a}, [lived|was born|had grown up|was at home] {s.in}. {h.show}
- There was once {h.a} [named|called] {h}. {H.he} lived {s.in}. {h.show}
- {S.in} [everyone knew|lived] {h}, {h.a}. {h.show}
- {S.in} lived {h.brief} [by the name of|called|named] {h}. {h.show}
- This is [the story|a tale] of {h}, {h.a}. {h.show}
- {H} lived {s.in}. {H.he} was {h.a}. {h.show}
- [Not so long ago|In Grandmother's time|Before you were born|One year], {h.brief} called {h}
lived {s.in}. {h.show}
- {S.in} there was {h.home}, and {h.brief} called {h} lived in it. {h.show}
- {H} was {h.a}, and {h.his} home was {h.home} {s.in}.
- [Have you heard of|Do you know|Have you met] {h}? {H.he} was {h.a}, and lived {s.in}. {h.show}
- {H.brief} called {h} had {h.home} {s.in}. {h.show}
- {H} was {h.a}, and {h.his} home was {s.in}. {h.show}

# meet
- {H}'s [best|dearest|oldest] {f.rel} was {f.brief} [named|called] {f}.
- {F}, {f.a}, [lived next door|lived close by|lived across the way|came by every day].
- {F}, {f.a}, was {h.his} [best|closest|oldest|only] {f.rel}.
- {H.his} {f.rel} was {f}, {f.a}.
- With {h} went {f}, {f.a}, in rain and shine.
- There was also {f}, {f.brief} and a [true|good|faithful] {f.rel}.
- {H} had {f} for a {f.rel}: {f.brief} who [liked|loved] {f.likes}.
- {H.his} {f.rel} {f} was {f.brief} who liked {f.likes} and {f.likes2}.
- {F}, {f.brief} fond of {f.likes} and {f.likes2}, was {h.his} {f.rel}.
- {F} was {f.a}. {F.he} loved {f.likes}, {f.likes2} and {h}.

# day
- {W.day}, {h} [got up|woke] [early|late]. {w.line}
- {W.day}, {h} and {f} [met|sat together] as usual. {w.line}
- It began {w.day}. {w.line}
- {w.line} It was {w.bare}.
- {W.day}, [everything changed|something happened]. {w.line}

# keepsake
- {H} [never went anywhere without|took everywhere] {h.his} {t.look}.
- {H.his} [dearest|proudest] possession was {t.full}, and {h.his} favourite pastime was {t.joy}.
- On a hook by {h.his} bed hung a bag, and in the bag was {t.full}. {H} [treasured|loved] it.
- When there was nothing else to do, {h} got out {h.his} {t.look}. {H.he} never tired of {t.joy}.
- {F} had once given {h} {t.full}, and now {t.joy} was what {h} liked best.
- {H} carried {t.full} [that day|everywhere], as others carry a handkerchief.

# rise
- They [would not look at|sat with their backs to|glared at] each other, and the only sound was
{sound}.
- After that they [did not exchange a word|walked ten paces apart|hummed different tunes], and
each [kicked|glared at|counted] [the stones|{odd}].
- {H}'s [ears|cheeks] [burned|went red]. {F} [folded {f.his} {f.hands}|stared at the ground|went
stiff].
- {F} [drew|scratched] a line on the ground with {odd3}. Neither crossed it.
- Their friendship was as [thin|brittle|cold] as {dry}.
- {F} [threw|kicked] {odd} into the [ditch|bushes]. {H} did the same with {odd2}.
- There they [stood|sat], as [stiff|silent] as {still}.

# peace
- [By and by|After a while] {f} [held out|offered] {odd}. {H} took it. <"Sorry," they said at the
same moment.|No more was needed, and both of them smiled.>
- Then {h} [saw|noticed] that {f} was [crying|shivering], and all the anger [ran out of|left]
{h.him}. <"I was horrid," {h} said. "Forgive me." // "I was horrid first," said {f}.|{H.he} went
over and hugged {f.him}, and {f} hugged {h.him} back.>
- In the end {f} sneezed so hard that {f.he} fell over. They both [had to laugh|burst out
laughing], and the quarrel was [over|forgotten].
- {G} [sat|stood|stepped] between them until they [shook {h.hands}|made up]. It took {a_while}.
- {H} thought of their [good days|games|jokes|walks]. {H.he} said sorry and gave {f} {odd}, and
{f} gave {h.him} {odd2}.
- {F} [made|built|laid] a [face|heart|ship] out of {odd} and {odd2}. {H} [smiled|had to smile],
and all was well.
- Neither of them [could be|stayed] angry for long. {F} gave {h} {odd}, and they [made up|shook
{h.hands}|started afresh].

# rift
- {H} and {f} blamed each other for it. They never [made up|played together] again.
- When {f} and {h} met [on the road|near the {p}|at the pump|in the rain], they [looked
away|crossed over|talked to {odd} instead].
- {F} sent back {odd} that {h} had once given {f.him}. [No letter|Nothing else|Not a word] came
with it.
- All that was left of their friendship was {odd} and {odd2}.
- Worst of all, {h} had lost {f} as well. The angry words had been the last ones they ever spoke.
- {F} [moved away|found other company] soon after, still angry, and {h} [never wrote|did not even
wave].

# moral
- {H} [never forgot|took home|kept in mind] the lesson: {lesson}.
- [That day|In this way|From all this|So] {h} learned that {lesson}.
- And [so|thus] {h} and {f} [both|] learned that {lesson}.
- [From then on|Ever since|After that], {h} knew that {lesson}, and that was the lesson.
- The moral [is|of it is|is plain]: {lesson}.
- Ask {h} [today|for the moral|about it], and {h.he} will [say|tell you|recite] the lesson:
{lesson}.
- {H} thought about it [with {odd} in {h.his} pocket|over {food}] and learned that {lesson}.
- There was a lesson [in it|in that|for both of them|for everyone]: {lesson}.
- [That year|For years|Every winter] the [lesson|moral] was repeated {s.in}: {lesson}.
- {F} [wrote|chalked|painted] the moral on the [gate|wall|fence|shed door|kitchen
tiles|blackboard]: {lesson}.

# passing
- In {h.his} bag {h} had {odd}, {odd2} and {odd3}.
- [The day before|Not long before|That week] they had [found|dug up|been given] {odd} and {odd2}.
- In the lane somebody had [lost|dropped|left] {odd}, {odd2} and {odd3}.
- {F} [carried|had brought along] {odd} and {odd2}, just in case.
- They [shared|ate|had] {food} and {food2} and [listened to|talked about] {sound}.
- [From afar|Somewhere] came {sound}, and then {sound2}.
- {F} [swapped|traded] {odd} for {odd2} and [laughed|was content].
- [That day|Just then|Not long before|Near home] they met {one} who {was} {doing}.
- {One} {was} {doing} and [waved|nodded|winked|called good day] to {h}.
- {H} [stepped aside|made room] for {one} who {was} {doing}.
- [Nobody was about|The place was empty] except {one}, {doing}.
- They [stopped|paused] to [greet|help|watch] {one} who {was} {doing}.
- Beside the {p} stood {one}, {doing}.
- {F} [pointed at|nudged {h.him} toward|nodded to] {one} who {was} {doing}.
- [Not far off|Across the way], {one} {was} {doing}.

# worry
- {H} felt as [small|lost|helpless] as {lost}.
- {H.his} [heart|pulse] [fluttered|jumped|hopped|beat] like {flutter}.
- {H} [stood there|sat there] like {still} and [did not know|wondered] what to do.
- There was a lump in {h.his} throat as big as {lump}.
- {H.his} [stomach|belly] felt as though {h.he} had swallowed {lump}.
- {F} [scratched {f.his} chin|frowned|bit {f.his} lip] and turned as [pale|white] as {pale}.
- {H} [swallowed|gulped], for {h.his} mouth was as dry as {dry}.

# relief
- {H} felt as light as {light}.
- {H.his} worries [melted|vanished|went away] like {melting}.
- {F} [spun|hopped|skipped] round and round like {spinning}.
- {H} [laughed|sang|hummed] [out loud|all the way], as happy as {happy}.
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
- The moon [rose|came up], and the two friends walked home {singing}.
- It was the [best|finest] day that {h} could remember.
- {H} smiled in {h.his} sleep that night.
- They had {food} for supper, and {h} told the whole story from the beginning.
- And when they got home, {food} stood on the table.
- {F} and {h} [laughed|talked] about it for [years|weeks] and were the best of friends.
- They sat down side by side, ate {food} and watched the [stars|bats] come out.
- From that day on, {h} and {f} went to the {p} every [week|Saturday], and they were always merry.
- As a treat they made {food} with {food2}. It was a little [burnt|salty|lumpy], and it was
delicious.
- First came {food}, and then {food2}, and then came sleep.
- {H} kept {odd} on the windowsill to remember it by.

# sad
- That night {h} cried [until the pillow was wet|{h.himself} to sleep].
- They had {food} for supper, but {h} could not eat.
- {H} [sat alone|stayed] by the window and [watched the dark|listened to the wind], and nothing
could comfort {h.him}.
- It was the saddest day of {h}'s life.
- After that, {h} never went to the {p} again.
- Years later, it still hurt {h} to think of it.
- {F} had no words, and {h} had only tears.
- The house was very quiet that evening. Even {food} tasted of nothing.
- {H} never [sang|laughed] in quite the same way again.
- The light went out of {h}'s window early, and for a long time it was not lit again.
"""

LIKES = """
card tricks; long naps; the rain; puddles; star maps; beetles; hard sums; knitting; old ships;
climbing; collecting stamps; bad jokes; fishing; making lists; riddles; ghost stories; pickles;
thunder; snails; sour plums; whistling; digging; dancing; silence; paper boats; birds' eggs;
parades; tall hats; mud; picnics; mysteries; folk songs; train timetables; swimming; crossword
puzzles; kites' tails; clouds
"""

SINGING = """
singing; arm in arm; very slowly; hand in hand; whistling; full of stories; yawning; skipping;
humming the same tune; with mud up to their knees; chattering; under the first stars
"""

LOST = """
a crumb on a cloth; a snail without a shell; a dropped stitch; a lost mitten; a wet sparrow; a
button without a coat; a fish on a doorstep; a penny in a pond; a mouse in a church; a sock in the
wind; a pea in a bucket; a duckling in traffic
"""

FLUTTER = """
a moth in a lampshade; a bee in a jar; a frog in a box; a bird in a net; a fish on a hook; a cork
in a millrace; a loose shutter; a pea on a drum; a rabbit in a sack; a kettle lid; a sparrow in a
chimney; a runaway clock
"""

STILL = """
a post; a scarecrow; a forgotten umbrella stand; a snowman in spring; an owl by daylight; a
statue; a milestone; a stopped clock; a parked cart; a garden gnome; a heron; a stuffed bear
"""

PALE = """
chalk; milk; flour; a candle; the moon; a goose; cream cheese; a sheet; a mushroom; an eggshell;
snow; paper; salt; wax
"""

DRY = """
a biscuit; a doormat; a brick; old bread; sand; hay; flour; a chimney; last year's leaves;
sawdust; a blotter; toast
"""

LIGHT = """
a feather; thistledown; a soap bubble; a leaf; a moth; foam; a paper boat; a dandelion clock; a
cloud; a straw; a petal
"""

MELTING = """
snow in March; smoke; a dream at breakfast; sugar in tea; butter in a pan; morning mist; ice in
July; a bad smell in the wind; footprints at high tide; frost in the sun; hiccups after a fright;
foam on a beach
"""

SPINNING = """
a top; a leaf in a whirlpool; a puppy after its tail; a coin on a table; a sycamore seed; a
weathercock; a mill wheel; a merry-go-round; a dervish; a button on a thread
"""

HAPPY = """
a lark; a duck in the rain; a bee in clover; a cat by the stove; a pig in straw; a child at the
fair; a dog with two bones; a sparrow in a puddle; a king; a goat in a garden; a cricket in
August; a hen in the sun
"""

LUMPS = """
a turnip; a brick; an oven; a cannonball; a bale of hay; a bag of flour; a church door; an anvil;
a cartload of bricks; a goose egg; a potato; a millstone; a slice of melon; a doormat; a biscuit
tin; a hay cart; an old boot; a barn; a pudding; an iron stove; a sack of sand; a paving stone; a
barrel; an oak stump; a whole ham; a canal barge
"""

PASSERS = """
a {how} postman; a {how} washerwoman; a {how} chimney sweep; a {how} fishwife; a {how}
schoolmaster; two {how} nuns; a {how} soldier; a {how} drummer; three {how} sisters; a {how}
bricklayer; a {how} milkmaid; a {how} umbrella mender; a {how} old couple; a {how} knife grinder;
a {how} rag-and-bone man; a {how} circus rider; a {how} judge; a {how} ploughman; a {how} organ
grinder; a {how} thatcher; a {how} widow; a {how} pedlar; a {how} bridegroom; a {how} plumber
"""

CREATURES = """
a {how} cricket; a {how} ladybird; a {how} hen; two {how} geese; a {how} pig; a {how} worm; a
{how} spider; a {how} cockerel; a {how} partridge; three {how} ducklings; a {how} snail; a {how}
grasshopper; a {how} beetle; a {how} turkey; a {how} moth; a {how} sheep; a {how} cormorant; a
{how} pigeon; a {how} stag; a {how} wasp; a {how} trout; a {how} pheasant
"""

HOW = """
bald; barefoot; beaming; blushing; bleary-eyed; bow-legged; bright-eyed; chubby; courteous;
cross-eyed; dapper; dozing; drenched; dusty; elegant; famous; fidgety; frail; friendly; gangling;
giggling; glum; haughty; hiccuping; humming; jaunty; lanky; limping; muddy; nearsighted;
out-of-breath; perplexed; pompous; puffing; puzzled; rosy; scowling; shabby; skinny; sleepy;
sneezing; snub-nosed; solemn; spotty; squinting; stout; sunburned; tearful; ticklish; tubby;
wheezing; yawning
"""

DOINGS = """
carrying {load}; counting {load}; dragging {load} uphill; selling {load}; balancing {load};
looking for {load}; singing to {load}; arguing about {load}; painting {load}; mending {load};
sitting on {load}; hiding {load}; washing {load}; admiring {load}; unpacking {load}; pushing
{load} along; weighing {load}; dreaming of {load}; guarding {load}; tripping over {load}
"""

LOADS = """
a crate of turnips; eleven eggs; a grandfather clock; a rolled carpet; a ham; a stuffed pike; a
tuba; a row of onions; wet socks; a wedding cake; a stack of chimney pots; a cheese; an armchair;
a sack of feathers; four left boots; a sleeping cat; a string of sausages; a barrel of pickles; a
bundle of rhubarb; a rocking horse; a bathtub; a bunch of radishes; an iron bedstead; a flowering
cactus; seven hats; a birdcage; a tower of plates; a tin trunk; a bucket of eels; a portrait of a
duke; a coil of wire; a dried sunflower; a cracked bell; a wheel of string; a broken rake; one
ski; a bolt of purple cloth; a tray of buns; a stepladder; an inkstand; a bag of nails; a parrot
"""

SOUNDS = """
the {q} tick of a clock; the {q} bark of a dog; a {q} bell; a {q} cough; the {q} hoot of an owl;
the {q} drip of a tap; a {q} song; the {q} squeak of a pump; the {q} grunt of pigs; a {q} horn;
the {q} rattle of pans; the {q} hum of bees; a {q} fly; a {q} laugh; the {q} chirp of crickets;
the {q} beat of a drum; a {q} sneeze; the {q} scrape of a saw; the {q} cluck of hens; a {q} train;
the {q} croak of frogs
"""

QUIET = """
faint; lonely; distant; far-off; hollow; steady; muffled; weary; cheerful; gloomy; sudden;
stubborn; gentle; tuneful; sleepy
"""

ODD_NOUNS = """
acorn; cork; pine cone; thimble; hinge; bolt; walnut shell; eggshell; stub of chalk; bone; cobweb;
crust; crab claw; cogwheel; hairpin; horseshoe; ink blot; matchbox; needle; peg; pea pod;
pinecone; plum stone; radish; raisin; reel of thread; sardine tin; screw; seashell; shoelace;
sock; spring; stamp; toffee; tassel; teaspoon; ticket; turnip; twist of paper; wishbone; postcard;
onion; nutshell; lump of wax; knot of wool; glove; fir twig; fishhook; domino; doorknob; cherry
stone; carrot; bobbin; birch curl; beetle wing; bean; bottle top; mushroom
"""

ODD_LOOKS = """
rusty; striped; chewed; bent; sticky; polished; cracked; greenish; lopsided; shiny; furry; tiny;
gigantic; warm; frozen; salty; knotted; spare; stolen; ancient; brand-new; purple; speckled;
wrinkled; square; squashed; golden; mysterious; lucky; ordinary; blunt; crumbly; oily; pointed;
scarlet; silver; slippery; smelly; snapped; soggy; spotted; twisted; velvety; worthless;
yellowish; charred; crooked; dried; glittering
"""

LAND_KINDS = """
village; hamlet; town; valley; harbour; borough; port; market town; clearing; street; settlement;
parish; bay; township; glen; suburb; district
"""

LAND_LOOKS = """
drowsy; crooked; salty; chilly; sunny; half-forgotten; smoky; cheerful; windswept; leafy; muddy;
scattered; lively; steep; peaceful; dusty; tumbledown; remote; damp; pretty; foggy; whitewashed;
bustling; sheltered; rambling; nameless; noisy; tidy; grassy; flowery; stony; snug
"""

LAND_NEAR = """
below; behind; beside; beyond; near; not far from; a mile from; in sight of; across from; above;
close to
"""

LAND_MARKS = """
dune; cliff; forest; moor; swamp; railway; volcano; waterfall; lake; river bend; vineyard; abbey;
crater; glacier; heath; sandbank; dyke; canal; pass; peak; gorge; brickworks; tannery; lagoon;
wheatfield; monastery; racecourse; coal mine; shipyard; spinney; reservoir; headland
"""

MARK_LOOKS = """
chalky; purple; roaring; silent; endless; gentle; thorny; silver; haunted; shallow; famous; misty;
ruined; black; blue; lonely; wooded; icy; great; little; grey; boggy; bare; rocky; winding; rusty;
sleeping; deep; red; barren; green; moonlit; weedy; golden
"""

FOLK_MARKS = """
boots; stockings; mittens; trousers; spectacles; sleeves; buttons; clogs; pockets; suspenders;
socks; shoes; gloves; slippers; ribbons; bootlaces; leggings; cuffs; earmuffs; wellingtons;
sandals; patches; bows; gaiters
"""

FOLK_LOOKS = """
red; muddy; enormous; green; blue; striped; odd; patched; squeaky; shining; yellow; big; dark;
brown; grey; soft; warm; purple; plain; crooked; tidy; remarkable; splendid; dusty; pink; orange;
white; spotted; bright
"""

BEAST_MARKS = """
tail; nose; back; belly; coat; chin; forehead; left ear; brow; waistcoat; bow tie; hat; rucksack;
neckerchief; scar; collar
"""

BEAST_LOOKS = """
crooked; silky; spotted; striped; stubby; shiny; dark; silvery; speckled; russet; snowy; splendid;
funny; proud; rough; crimson; tattered; bold; gentle; singular; checked; faded; yellow; blue;
dusty; tiny; wide; velvet; chestnut; golden
"""

A_WHILE = """
a good while; half an hour; only a moment; some time; two cups of tea; until the church clock
struck; a very long minute; three tries; longer than it should have
"""

PREMISES = """
Tell a story about {h.brief} who {premise}.
Write a story about {h.brief} who {premise}.
Tell me a story about {h}, {h.brief} who {premise}.
Write a short tale in which {h.brief} {premise}.
I would like a story in which {h}, {h.brief}, {premise}.
Make up a story where {h.brief} {premise}.
Tell a tale {s.in}, about {h.brief} who {premise}.
Write a story for a child about {h.brief} who {premise}.
"""
