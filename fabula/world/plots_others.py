"""Plots about others: a neighbour, a misunderstanding, a rescue."""

PLOTS = """
# neighbour
premise:
- wants to get to know a shy new neighbour
- wonders who has moved in next door
gist:
- A new neighbour has moved in near the {p}, and {h} wants to know who it is.
well:
- In the end {h} has a new friend.
badly:
- In the end the neighbour moves away again.
setup:
- A [cart|wagon] piled with [crates|chairs] had [stopped|arrived] near the {p}. Somebody new was
moving in, somebody with {t.full}. {H} [was dying|longed] to know who.
- The old house near the {p} had [stood empty|been shut up] for years. Now there was [smoke|a
light] in it at night, and {t.full} [stood|could be seen] behind the [curtain| window]. {H} [hung
about|walked past] [four|ten] times a day.
- Someone had moved in by the {p}. Nobody had seen more than a [tail of a coat|shadow] and
{t.full}. {H} [could think|talked] of nothing else.
trouble:
- {H} [baked|picked] a [welcome|little] present and knocked. [Steps|Something] [shuffled|rustled].
The door stayed shut. <"Hello?" called {h}. "I live next door! I'm {h}!" // "Go away, please,"
said a [thin|tiny] voice.|A thin voice asked {h.him} to go away, and it sounded [sad|lonely].>
- {H} and {f} met the newcomer {p.at}. {p.see} It was {g}, with {t.a} under one arm. <"Good
morning," said {h}. // {G} [turned red|blinked] and [fled|hurried off].|{H} wished {g.the} a good
morning, but {g.the} turned red and fled.>
- {H} [left|put] a [note|drawing] at the door. The next day it was gone. {H} left [plums|a pine
cone]. They were gone, too. <"Is anybody taking them, or is it the wind?" wondered {f}. // "Let's
wait and see," said {h}.|{F} thought it was only the wind, but {h} decided to wait and see.>
try:
- {H} [sat down|settled] on the [step|wall] and [told a story|read aloud] to the closed door. It
was a [good|funny] one, about [a duke and a duck|a bear in a bakery]. Behind the door somebody
[sniffed|giggled].
- {F} tried [card tricks|a song]. {H} tried [bubbles|a puppet show]. A [curtain|shutter]
[moved|twitched] by the width of a [thumb|button].
clue:
- Each evening a [few notes|tune] came out of the [chimney|open window], so [soft|sad] that the
[crickets|birds] stopped to listen. => Then the tune came again, the same that they had heard on
those evenings. {H} knew the second part of it, and [sang|hummed] it back. There was a
[silence|pause], and the bolt [slid|scraped] open.
- The newcomer's [washing line|mailbox] had a name on it that {f} [had read|thought {f.he} knew]
[somewhere|in an old book]. => All at once {f} knew where {f.he} had read that name. It was on the
[poster|cover] of {h}'s favourite [play|storybook]! {H} [stared|gulped] and knocked [once
more|very politely].
belief:
- Word went round that the newcomer was [dangerous|a witch]. => The door opened. There stood no
witch, but a [grandmother|grandfather] with flour to the elbows and [no teeth|a wooden leg], who
had heard the whispers and been too frightened to come out. {H} [brought|fetched] everyone round
for tea, and the whispers stopped for good. => Stones were thrown, and one broke the window. Too
late {h} [learned|heard] who lived there: a nurse, come to look after the sick for [nothing|no
pay]. She left [that night|with the first train]. When the fever came, there was no one to help.
- {H} was sure that the newcomer [did not like|hated] company. => Then a [letter|card] slid out
under the door. The newcomer could not hear! All the knocking had been for nothing. {H} learned to
talk with {h.his} {h.hands}, and soon the two could hardly stop. => So {h} left the house in
peace, and told the others to. Weeks later a neighbour [found|saw] a row of cups set out on the
table, one for each of them, covered with dust. The newcomer had waited for guests, and gone away
with a broken heart.
quarrel:
- <"Leave it," said {f}. "You have me. Am I not enough?" // "You're jealous!" said {h}. "How
[silly|stupid]!" | {F} was jealous of the newcomer. {H} called that silly, and {f} [stamped|burst
into tears] and said that {h} was a traitor.>
- <"You scared them off with your shouting," said {h}. // "And you with your [ugly face|nagging]!"
{f} [snapped|shouted]. | {H} said that {f} had frightened the newcomer with all that noise. {F}
said something rude about {h}'s face, and the rest was [shouting|yelling].>
good:
- The door [opened|swung back] at last. <"Would you like some tea?" asked the [small|soft]
voice.|A kettle was [singing|steaming] inside.> {H} got to hold the {t}, and by the second cup
they [were friends|had all laughed till they cried].
- The next morning the {t} stood on {h}'s own doorstep, with a [bow|card] on it: a present. {H}
[ran over|flew across] to say thanks. This time, somebody [stood waiting|held the door].
bad:
- One morning the cart was there again. The crates were [loaded|tied on], and off it
[rolled|creaked]. On the sill stood the {t}, forgotten. {H} ran after it, [waving|calling], but
the cart did not stop.
- {H} lost patience and [climbed in|looked in] through the window. There was a scream and a crash.
After that the shutters were [nailed up|bolted], and {h} never saw the [face|owner] of the voice.
wise:
- a shy heart opens slowly
- every stranger may be a friend
- kindness can knock very softly
rue:
- whispers can do more harm than stones
- a door that is forced will not open again
- we should greet a stranger before it is too late

# misunderstanding
premise:
- overhears half of a conversation and gets it wrong
- believes that {f} is going away for ever
gist:
- {H} overhears a few words and believes that {f} {m.fear}.
well:
- It was all a misunderstanding, and they laugh about it.
badly:
- By the time {h} understands, it is too late.
matter:
- fear=is moving away | feared=was moving away | heard=I'm leaving on Friday | truth=the attic, to
sleep in the garden for the summer
- fear=wants a new friend | feared=wanted a new friend | heard=I need a new one, the old one is
worn out | truth=a pair of boots
- fear=has a terrible illness | feared=had a terrible illness | heard=there's no cure for it, I
have it bad | truth=a love of almond biscuits
- fear=has stolen something | feared=had stolen something | heard=I took it, and nobody saw |
truth=a splinter out of {f.his} own foot
- fear=cannot stand {h.him} | feared=could not stand {h.him} | heard=I can't bear that awful
whistling one minute more | truth=the kettle
- fear=is afraid of {h.him} | feared=was afraid of {h.him} | heard=every time it comes near, I
shake | truth=the dentist's bill
- fear=means to sell the house | feared=meant to sell the house | heard=it's old and draughty, let
it go | truth=the rabbit hutch
- fear=has forgotten their birthday | feared=had forgotten their birthday | heard=not a word to
anyone, there'll be no party | truth=the other party, the one with the mayor
setup:
- {H} was [walking|strolling] past {f}'s [window|gate] with {h.his} {t.look} when {h.he}
[heard|caught] {f}'s voice. {F} [was talking|spoke] to {g}.
- It [began|started] with an [open window|thin wall]. {H} had come to bring back {f}'s {t}, and
{f} was [deep in talk|busy talking] with {g}.
- {H} wanted to [show|lend] {f} {t.full} and [went round|came up] by the back way. Behind the
[hedge|shed], {f} and {g} were talking in low voices.
trouble:
- <"{M.heard}," {f} was saying.|What {f} said was hard to hear, but it sounded [grave|serious].>
{H} [stood like stone|went cold]. So {f} {m.feared}! {H.he} [crept|slipped] away to the {p} and
[sat down|hid]. {p.see}
- [Only a few words|Only scraps|Five or six words] came through. <"{M.heard}," said {f}.|They were
enough.> {H} [dropped|almost dropped] the {t}. It was clear as day: {f} {m.feared}. {H.he} ran,
and did not stop before the {p}. {p.see}
try:
- When {f} came by with {food}, {h} [was not at home|hid in the wardrobe]. When {f}
[waved|called], {h} [bent down|looked away] and [tied|untied] a [shoelace|sack].
- {H} told [the cat|a cousin] about it, who told [the goose|the barber], who told [everybody|half
the town]. By evening it had [grown|swollen] to a [giant|monster] of a story.
clue:
- There was a [basket|box] on the bench beside {f} with a [ribbon|blanket] over it, and it
[moved|rustled]. => Then the thing that had rustled in {f}'s basket [jumped|climbed] out. It was a
[duckling|kitten] with a bow round its neck and a card that said {h}, and it [ran|waddled]
straight to {h.him}.
- Whenever {g} was about, half of what was said [got lost|came out wrong], for {g.the}
[mumbled|was rather deaf] and made others repeat [everything|things]. => It was {g} who gave the
game away. {G.the} repeated the talk to half the street, and since {g.he} mumbled and heard badly,
it came out [quite|completely] different each time. {H} pricked up {h.his} ears.
belief:
- {H} was sure of one thing: {f} had not [seen|noticed] {h.him} there. => But {f} had seen {h.him}
all along! The whole talk had been put on to lure {h.him} to the {p}, where all {h.his} friends
were waiting with {food} and a [brass band|paper crown]. It had only worked a bit too well. => But
{f} had seen {h.him}, and had waited for {h} to come and ask. Nobody came. So {f} thought that {h}
did not care, and took the [night train|first boat]. What {h} had feared came true because {h.he}
feared it.
- {H} believed that {g} was [behind|to blame for] it all. => {G} came to {h.him}, out of breath.
{G.the} had guessed what was wrong and had run all the way to set it right. The words were about
{m.truth}! {H} was so ashamed that {h.he} [gave|offered] {g.the} the {t}, and they laughed until
it hurt. => {H} [spread|told] lies about {g} to get even. But it was {g} who had begged {f} to
stay and be patient. When the lies came out, both of them turned their backs on {h}.
quarrel:
- <"I know everything!" said {h}. "Liar!" // "What are you talking about?" said {f}. "Have you
gone [mad|crazy]?" | {H} called {f} a liar without saying why. {F} was [furious|hurt] and called
{h} mad.>
- <"So you don't need me," said {h}. "Fine!" // "You never listen!" {f} [shouted|answered hotly].
"You never, ever listen!" | {H} said that {h.he} did not need {f} any more. {F} shouted that {h}
never listened, and a [gate|shutter] was slammed.>
good:
- In the end {h} asked. That was all it took. It had only been about {m.truth}! {F} laughed, and
{h} laughed [till {h.he} got a stitch|even louder]. Then they went off together, {t.joy}.
- <"{m.truth}!" said {f}. "That's what we meant! Oh, {h}!"|It turned out that they had been
talking about {m.truth}.> {H} [blushed|turned red] to the tips of {h.his} ears, and the {t} was
[handed over|admired] at last.
bad:
- {H} [wrote|sent] a [bitter|cruel] letter. Only when it was gone did {h.he} [hear|find out] that
they had been talking about {m.truth}. {F} never [answered|wrote back].
- {H} [broke|smashed] the {t} and left the pieces at {f}'s door. An hour later somebody told
{h.him} about {m.truth}. But some things cannot be unbroken, and {f} [moved to|went to live in]
another [street|town].
wise:
- it is better to ask than to guess
- half a sentence is not the truth
- a good talk clears the air
rue:
- a question in time would have saved a friend
- what we fear can come true if we never ask
- ears that listen at doors hear only half

# rescue
premise:
- finds {m.one} in trouble {p.at}
- tries to rescue {m.one}
gist:
- {H} and {f} find {m.one} in trouble {p.at}.
well:
- They manage to save it.
badly:
- They cannot save it.
matter:
- one=a fledgling | it=the fledgling | stuck=had fallen among the thorns | cry=peeped | free=flew
up to its mother
- one=a kid goat | it=the kid | stuck=stood on a ledge no wider than a book | cry=bleated |
free=trotted off to the herd
- one=a hedgehog baby | it=the baby | stuck=sat at the bottom of a drain | cry=whimpered |
free=curled up in the sun
- one=a pony | it=the pony | stuck=had sunk up to the belly in the bog | cry=snorted | free=shook
its mane and galloped in a ring
- one=a swan | it=the swan | stuck=was tangled in fishing line | cry=hissed | free=spread both
wings and sailed away
- one=a puppy | it=the puppy | stuck=was drifting away on a door | cry=howled | free=licked every
face it could reach
- one=a fawn | it=the fawn | stuck=had a foot wedged between two roots | cry=mewed | free=bounded
into the ferns
- one=a salmon | it=the salmon | stuck=lay in a pool that was drying up | cry=thrashed | free=shot
upstream like an arrow
- one=a bat child | it=the bat child | stuck=was stuck to a strip of flypaper | cry=squeaked |
free=fluttered three times round their heads
- one=a lamb | it=the lamb | stuck=had slipped into a crack in the rocks | cry=bleated |
free=skipped about on all fours
- one=an old tomcat | it=the tomcat | stuck=clung to the tip of a flagpole | cry=yowled |
free=walked off as if nothing had happened
- one=a turtle | it=the turtle | stuck=lay on its back in the cart track | cry=paddled |
free=plodded into the reeds
setup:
- {H} was [on {h.his} way home|out gathering sticks] with {h.his} {t.look} when {h.he} heard a
[sound|cry]. It was [thin|faint] and [sad|strange], and it came from the {p}.
- {H} and {f} were [quite happy|busy] {p.at}, for it was just the [spot|day] for {t.joy}. Then
something {m.cry}.
- Nobody else [noticed|heard] it. But {h}, who was out with {h.his} {t.look}, [stopped|pricked up
both ears]. Somewhere near the {p}, something {m.cry}.
trouble:
- They [followed|ran toward] the sound. {p.see} And then they saw it: {m.one}. It {m.stuck}. <"Oh,
you poor thing," said {h}. "Hold still." // "We can't reach it," said {f}.|It was too far to
reach, however much they [stretched|leaned].>
- {P.see} There, {p.at}, was {m.one}. It {m.stuck} and {m.cry} [louder and louder|piteously].
<"Get help!" said {h}. // "There's no time," said {f}. "Look!"|There was no time to [fetch|get]
help.>
- {F} [pushed aside|parted] the [twigs|stalks]. There was {m.one}. It {m.stuck}. <"Can you
[save|help] it?" whispered {f}. // "I can try," said {h}.|{H} was scared, but {h.he} had to [do
something|try].>
try:
- First they tried with a [pole|branch]. It [broke|was too short]. They tried with a [belt|rope].
It [slipped|tore]. They tried with {food}, but {m.it} only [stared|trembled].
- {H} [took|got] out the {t}. It was not [made|meant] for this, but it was all they had. {F} [held
on to|gripped] {h.his} {f.hands} from behind, and {h} [stretched|bent] out as far as {h.he} could.
- {F} ran for {g}, who came with a [lantern|blanket] and a [ladder|long pole]. <"Slowly," said
{g.the}. "Frightened things [bite|kick]."|{G.the} showed them how to come near without
[fright|haste].>
clue:
- That morning {f} had stuffed [a ball of twine|a net] into {f.his} pocket, [for no reason at
all|just because it was there]. => Then {f} felt something in {f.his} pocket. It was what {f.he}
had stuffed in there that morning for no reason! They made a [loop|sling] and let it down, [little
by little|hardly breathing].
- On the way they had [seen|passed] a crack in the [bank|slope], with earth [trickling|crumbling]
out of it. => There was a rumble. It was the crack with the trickling earth, and it was
[growing|opening]. All the ground around {m.it} began to [slide|move].
belief:
- Both of them thought that {m.it} was [lost and alone|an orphan]. => Then the [bushes|shadows]
moved. {M.it} was not alone: its whole family had come, and they [nudged|lifted] from below while
{h} pulled from above. {M.it} {m.free}, and from that day the family [followed|greeted] {h.him}
everywhere. => {H} got it out and took it home in a basket. But it had not been alone. All night
its mother called from the {p}. By dawn she was [hoarse|silent], and {m.it} would not eat. It died
on the third day.
- {H} [did not doubt|felt sure] that {m.it} was too weak to help itself. => [All at once|With a
jerk] {m.it} got free by its own strength, and it was {h} who slid and hung over the edge! And
{m.it} caught hold of {h.him} and pulled. So the rescuer was rescued, and {f} told it to
everybody. => {H} reached out a {h.hand}. But {m.it} had only been resting. In its fright it
[bit|struck] {h.him} to the bone, tore loose and plunged into the water, and was not seen again.
{H}'s {h.hand} stayed stiff for life.
quarrel:
- <"Pull!" shouted {h}. // "I am pulling! You're hurting it, you [brute|clod]!" {f}
[screamed|shouted]. | {H} ordered {f} to pull harder. {F} screamed that {h} was a brute, and they
[wrestled|fought] for the [rope|pole] instead of using it.>
- <"It's only an animal," said {f}. "I'm going home." // "Then you are no friend of mine!" {h}
[shouted|cried]. | {F} did not want to bother. {H} told {f.him} that {f.he} was no friend at all,
and {f} [shouted|said] worse things.>
good:
- One more [pull|push] and it was [out|free]! {M.it} {m.free}. {H} and {f} lay on their backs,
[covered in|black with] mud, and [grinned at the sky|could not stop laughing].
- It [worked|held]. {M.it} [shook|blinked] once and {m.free}. <"Good luck!" called {f}.|{F} waved
until it was [only a dot|out of sight].> {H} noticed only then that the {t} was still in {h.his}
[lap|{h.hand}].
bad:
- [They pulled|They tried] until they had no strength left. When it was [dark|quiet], {m.it} did
not [cry|move] any more. They [buried|covered] it under leaves and laid the {t} on top.
- [The earth gave way|Everything slid]. For a moment {h} touched {m.it}. Then it was gone, down
into the [dark|deep], and the {t} with it. They waited until the stars came out, but nothing
{m.cry}.
wise:
- nobody is too small to help
- calm hands save more than strong ones
- when somebody calls, we should not walk by
rue:
- a rescue needs a plan as well as a heart
- help that comes late is a heavy thing to carry
- some things are stronger than we are
"""
