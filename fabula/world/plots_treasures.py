"""Plots about dear things: lost, broken, given away."""

PLOTS = """
# lost
premise:
- loses {h.his} {t.look} {p.at}
- searches for a lost {t}
gist:
- {H} loses {h.his} {t.look} {p.at} and searches for it with {f}.
well:
- After a long search, {h} has the {t} back.
badly:
- The {t} is never seen again.
setup:
- {H} owned [just one|only one|a single] treasure: {t.full}. [Nothing was better than|What {h.he}
liked most was] {t.joy}.
- Of all the things in the world, {h} loved {h.his} {t.look} best. [There was no greater joy
than|On most days {h.he} could be found] {t.joy}.
- For {h.his} birthday, {h} had been given {t.full}. {H.he} [took it everywhere|never put it
down], and {h.his} favourite thing was {t.joy}.
- [Years ago|Long ago], {h}'s [grandmother|grandfather|aunt] had [left|given] {h.him} {t.full},
and {h.he} [guarded|treasured] it [like an egg|above all else].
trouble:
- {H} carried the {t} to the {p}. {p.see} [There was so much to see that {h.he}|To rest a little,
{h.he}|In {h.his} delight {h.he}] [put it down|set it aside|laid it in the grass] for a moment.
When {h.he} [turned round|looked again|reached for it], it was gone. <"My {t}!" cried {h}. "Where
is my {t}?"|{H} gave a cry and looked [left and right|all around].>
- On the way home from the {p}, {h} reached for the {t} and found [only air|nothing]. {H.his}
heart [sank|stood still|thumped]. <"I had it a minute ago," {h.he} [whispered|said]. "Help me
look, {f}!"|{H.he} ran to fetch {f}, and together they turned back.>
- They [played|rested] {p.at} until [lunch|noon|the bells rang]. {p.see} Only when they got up did
{h} [see|notice] that the {t} [had vanished|was missing]. <"Don't cry," said {f}. "A {t} cannot
walk. It must be somewhere."|{F} put an arm round {h.him}, and they began to search.>
try:
- They [crawled|went] through the [grass|nettles] on their knees. They looked under [every
leaf|stones and logs], behind [the fence|a stump], and even [inside a rabbit hole|in a crow's
nest]. They found [a rusty spoon|a snail shell|somebody's glove], but no {t}.
- First they asked [a ferryman|two farmhands|the washerwomen]. Then they asked [the ducks|a cat|an
old dog]. [Nobody|No one] had seen a {t.look}. {H} [swallowed hard|blinked back tears] and went
on.
- {F} searched [the left side|the high places] and {h} searched [the right side|the low places].
They met in the middle with [empty|muddy] {h.hands} and [long faces|scratched noses].
clue:
- That morning {h} had [noticed|felt] a small hole in {h.his} bag, [no bigger than a pea|but
thought nothing of it]. => Then {h} [remembered|thought of] the hole in the bag. It had grown as
big as [a fist|an apple]! So the {t} had slipped out somewhere [on the path|along the way], and
they followed their own tracks back, step by step.
- A magpie had been [watching|eyeing] the {t} all morning from a [branch|post], with its head on
one side. => All at once, {h} thought of the magpie that had stared so hard. [High above|Up in the
poplar], something [rattled|scraped] in a big untidy nest, and {f} gave {h} a leg up into the
tree.
- Before they left, {f} had [said that|noticed how] the ground {p.at} sloped down to the stream
[like a slide|more than anyone would think]. => Then {h} put a pebble where the {t} had been. It
[rolled| began to roll]. Of course, the slope! They [followed the pebble|ran after it] down to the
stream.
belief:
- Everyone [knew|said] that the {g.kind} who lived nearby was a thief, and {h} had seen {g.the}
creeping about {p.at} that day. => {H} marched to {g.the}'s door, ready to [shout|be brave]. But
there on the table stood the {t}, [cleaned|polished] and [wrapped|tied] with string, beside a note
with {h}'s name. The thief was no thief at all: {g} had [found it in the mud|saved it from the
rain] and had been looking for its owner all day. => {H} told the whole village that {g.the} had
taken it, and people turned {g.the} away from every door. Weeks later the {t} [floated up|turned
up] in the stream, [smashed|crushed] beyond mending. Nobody had stolen it. By then {g} had packed
up and gone, and {h} could not even say sorry.
- {H} was [quite|perfectly] sure that the {t} had been left {p.at}. => Tired out, {h} went home
and [fell|dropped] into bed. Something [poked|bumped] {h.him} in the back. It was the {t}! It had
never been {p.at}. It had lain under the covers [the whole time|all day long], and {h} laughed
until the bed shook. => They searched there until dark. But the {t} had never been {p.at} at all.
It had been [lying|waiting] on the doorstep since morning, and while they looked in the wrong
place, a cart had [rolled over it|crushed it to bits].
quarrel:
- <"This is your fault," {h} snapped. "You always rush me!" // "Mine?" said {f}. "You lost it. I
only came to play." | {H} blamed {f} for hurrying, and {f} said that losing things was {h}'s own
silly fault.>
- <"I want to go home now," said {f}. "It is only a {t}." // "Only a {t}?" shouted {h}. "You never
care about anything of mine!" | {F} wanted to give up and go home. {H} grew furious and called {f}
a heartless friend, and {f} [shouted|yelled] back.>
good:
- And there it was, [half hidden|shining] under a [dock leaf|fern], wet but whole. {H} [picked it
up|lifted it] with both {h.hands} and held it tight. <"Hello, old thing," {h.he} whispered.|{H.he}
had never been so glad.>
- Something [glinted|showed] between two [roots|stones]. {F} saw it first and [gave a shout|began
to dance]. The {t} had a [scratch|bit of mud on it], but that did not matter in the least.
- At last {f} [parted|bent back] the long grass, and [there lay|they saw] the {t}, with a
[ladybird| grasshopper] sitting on it. {H} hugged first {f.him} and then the {t}.
bad:
- They came too late. The water had already [taken|caught] the {t}, and all they saw was a
[speck|dot] [turning|spinning] away toward the weir. Then it was gone for ever.
- All they [ever found|found] was one [splinter|broken corner] of it, pressed into a wheel track.
The rest was [dust|in pieces]. {H} [wrapped|folded] the bit in a leaf and cried.
- It grew [dark|too dark to see]. They had to go home without it. {H} came back the next day, and
the day after, but the {t} was never found.
wise:
- a patient look finds more than a hasty one
- we should take good care of what we love
- two pairs of eyes are better than one
rue:
- what we love must not be left lying about
- a moment of carelessness can cost us something dear
- some things cannot be brought back, so we must look after them in time

# broken
premise:
- breaks a {t} that belongs to {f}
- must decide what to do about a broken {t}
gist:
- {H} breaks {f}'s {t.look} and has to decide whether to own up.
well:
- {H} tells the truth and the {t} is mended.
badly:
- The {t} cannot be saved, and neither can {f}'s trust.
setup:
- {F} had {t.full}. {F.he} was [very proud of it|fonder of it than of anything] and loved {t.joy}.
{H} was allowed to look, but not to touch.
- On a [high shelf|windowsill] in {f}'s home stood {t.full}. {F} [said|always said] it was {f.his}
luck, and spent hours {t.joy}.
- That [week|spring], {f} had lent {h} {t.full}. {F} had asked {h.him} to be [very|specially]
careful with it, because {t.joy} was [the joy of {f.his} life|what {f.he} loved most].
trouble:
- [While|As] {f} was [out fetching water|away at the {p}], {h} [could not resist|reached out].
[Just one touch, {h.he} thought|It would only be for a second]. But the {t} [slipped|slid] from
{h.his} {h.hands} and hit the floor with a [crack|crash]. <"Oh no," {h} [breathed|gasped]. "What
have I done?"|{H} stared at the pieces and could not breathe.>
- {H} was [skipping|dancing] about with the {t} {p.at}. {p.see} Then {h.he} [tripped over a
root|missed a step], and there was a nasty snap. <"Please don't be broken," {h} begged, but it
was.|{H} shut both eyes, but when {h.he} opened them, it was still broken.>
- {H} only wanted to [wipe the dust off|see how it worked]. [There was a click|Something went
ping], and the {t} came apart in two pieces. <"What was that noise?" {f} called from [outside|the
yard].|Outside, {f}'s steps were already coming nearer.>
try:
- {H} [hid|pushed] the pieces under a [sack|cushion]. All through [lunch|supper] {h.he} could
hardly [swallow|eat]. Every time {f} [smiled|was kind], {h} felt [smaller|worse].
- {H} tried [porridge|pine sap|candle wax] for glue, and then [string|a ribbon]. Each time the {t}
held for [a breath|a moment] and [fell|dropped] apart again.
- In the night {h} [lay awake|could not sleep]. The broken {t} seemed to [whisper|sigh] from its
hiding place. By morning {h.he} had [made up a story about a cat|thought of five excuses], and
each was worse than the last.
clue:
- {H} had [seen|noticed] a thin crack in the {t} [the day before|earlier], fine as a hair, but had
said nothing about it. => Then {h} looked at the pieces again. The break ran exactly along the
[thin|old] crack that {h.he} had seen before. If only {h.he} had [spoken up|said something] then!
{H} gathered up the pieces and went to find {f}.
- In the lane, {g} had a little sign that [promised|offered] to mend anything under the sun, and
{h} had [laughed at it|read it twice] on the way. => Suddenly {h} [thought of|remembered] the sign
in the lane. Anything under the sun, it had said. {H} [wrapped|packed] up the pieces, ran to
{g.the}, and then went straight to {f}.
belief:
- {H} [was certain|believed] that {f} would never, ever forgive {h.him}. => {F} looked at the
pieces for a long time. Then {f.he} began to laugh. {F.he} turned one over, and there was a line
of old glue. {F} had broken it [{f.himself}|long ago] and had been afraid to tell {h}! They mended
it [together|side by side], and this time it held. => {F} only nodded and said it was all right.
{H} went home light as a feather. But the forgiveness was not real. The next morning {f}'s door
stayed shut, and so it did every morning after.
- Everyone [said|thought] that the {t} was [worth a fortune|very precious]. => {H} took the pieces
to {g}, who [put on spectacles|looked closely] and smiled. The {t} was a cheap copy. The real one
lay safe in {f}'s cupboard, where it had been all along, and {f} had known it from the start. =>
{G} looked at the pieces and shook {g.his} head. The {t} was worth nothing; the treasure had been
the old letter hidden inside it, from {f}'s grandmother. And {h} had swept the letter into the
fire with the dust.
quarrel:
- <"You touched it!" {f} shouted. "I told you not to!" // "You never share anything!" {h}
[cried|shouted]. "It was bound to happen!" | When {f} found out, {f.he} was [red with
rage|furious]. Instead of saying sorry, {h} said that {f} was mean and never shared, and they
shouted until the [windows|cups] shook.>
- <"You did this on purpose," said {f}, very quietly. // "I did not!" yelled {h}. "And it was an
ugly {t} anyway!" | {F} accused {h} of doing it on purpose. {H} was so hurt that {h.he} called the
{t} ugly, and then they both said things that were even worse.>
good:
- {H} told {f} everything, from the first [touch|step] to the last [lie|piece]. {F} was
[silent|quiet] for a while. Then {f.he} fetched the glue pot. By evening the {t} [stood|lay] there
with one [thin|silvery] scar, and {f} said that [the scar was the best part|now it had a story].
- Telling was hard, but it was soon done. <"I broke it, and I am sorry," said {h}. // "Thank you
for telling me," said {f}.|{H} said sorry, and {f} thanked {h.him} for being so honest.> {G} knew
[how to mend it|a good trick with hot glue], and [before long|within the hour] the {t} was as good
as new.
bad:
- When {h} [finally|at last] told the truth, it was too late. {F} had already [found|discovered]
the pieces. The {t} could not be mended, and {f} never lent {h} [anything|so much as a pin] again.
- The pieces did not fit any more. {F} [carried them out|buried them] under the [elder|pear tree]
and said not a word. After that, when {h} knocked, nobody was ever at home.
wise:
- the truth is easier to carry than a secret
- owning up to a mistake is the first step to mending it
- a good friend is worth more than a perfect {t}
rue:
- a hidden mistake only grows
- trust breaks faster than glass and is harder to mend
- the truth should be told while it can still help

# gift
premise:
- looks for the perfect gift for {f}
- gives away {h.his} {t.look}
gist:
- {H} wants to give {f} the perfect present for {f.his} birthday.
well:
- The gift makes {f} very happy.
badly:
- The birthday is spoiled and the gift is lost.
setup:
- It was nearly {f}'s birthday, and {h} wanted to give {f.him} something [special|better than
cake]. But {h.his} money tin held only [two coins|a button and a dead moth].
- In [three days|a week] it would be {f}'s birthday. {H} thought of [nothing else|it day and
night]. {F} had once [stood|lingered] [for an hour|a whole noon|with a flat nose] [in front of|at]
a shop window, [looking at|sighing over|dreaming of] {t.full}.
- {F} was turning [eight|nine|ten], and {h} had [promised|planned] a surprise. The only fine thing
{h} owned was {t.full}.
trouble:
- At the shop, a {t} cost [ten|twenty|fifty] times what {h} [had|owned|could pay]. <"Could I work
for it?" {h} asked {g}. // "You could," said {g}, "if you can carry water from the {p}."|So {h}
went to {g} and offered to carry water from the {p}, all day, in return for a {t}.> {p.see}
- {H} went to the {p} to look for something [pretty|rare]. {p.see} There was [nothing|not
much|little]  but [stones|dust|thistles|snails]. <"What would make {f} happiest?" {h.he} asked
{g}. // "Ask what {f} misses," said {g.the}.|{G} advised {h.him} to think of what {f} missed
most.> And {h} thought of the {t} that {f} had once lost.
- {H} took {h.his} own {t.look}, looked at it [one last time|sadly], and wrapped it in [blue
paper|a leaf and some string]. <"You love that {t}," said {g}. // "That's why it's a good
present," said {h}.|{G} was astonished, for everyone knew how {h} loved {t.joy}.>
try:
- {H} [worked|toiled] until {h.his} back ached. {H.he} [scrubbed pots|stacked wood], [plucked
weeds|beat carpets] and [fed hens|picked beans], and every evening {h.he} counted the days.
- Wrapping it was [no small matter|a battle]. The paper tore, the [string|ribbon] knotted itself
round {h}'s ears, and the [glue|wax] stuck to everything but the parcel.
clue:
- {H} put the parcel on the windowsill, where the latch had been loose since the last
[gale|storm]. => In the night there was a bang. The loose latch! The window flew open, and the
parcel [toppled|dropped] out into the dark. {H} ran outside in bare feet.
- {F} kept asking {h} strange questions about [colours|sizes] and wrote down the answers. => Now
{h} understood the strange questions. {F} had been making a present too, for {h.him}, in secret!
{H} ran all the way to {f}'s door with the parcel.
belief:
- All week {f} [hardly spoke|seemed cold], and {h} was afraid that {f} did not like {h.him} any
more. => But when {h} [opened| pushed open] the door, there was a roar of joy. {F} had planned a
feast for the two of them and had been bursting to keep it secret. It was the warmest birthday
ever, and the {t} sat in the place of honour. => {H} [held out|offered] the parcel. {F} did not
even open it. {F.he} was not cross at all: {f.he} was moving away that very day and had been too
sad to say so. The cart was at the gate, and the {t} went with it, and so did {f}.
- {H} was sure that {f} wanted nothing so much as a {t}. => {F} opened the parcel and burst out
laughing, and then fetched a parcel for {h}. Inside was a {t}! Each had thought the other wanted
it, and [neither|not one of them] really did. They put both on the shelf and [went swimming|ate
the cake] instead. => {F} opened it and turned white. A {t} just like it had been in the house on
the night of the fire. It was the one thing {f} could not bear to see, and {f.he} ran off in tears
from {f.his} own party and did not come back.
quarrel:
- <"Why are you hiding things from me?" {f} demanded. // "It's none of your business!" said {h}.
"Stop spying!" | {F} tried to peep into {h}'s bag. {H} snatched it away and called {f} a spy, and
{f} called {h} a sneak.>
- <"You forgot our walk," said {f}. "You are always busy now." // "You only think of yourself!"
{h} [burst out|cried]. | {H} was so busy that {h.he} forgot to meet {f}. {F} was bitterly
offended, {h} said that {f} thought only of {f.himself}, and they parted with angry words.>
good:
- {F} untied the string and could not speak. {F.his} eyes [shone|filled]. <"It's the best present
in the world," {f.he} said at last.|It was plain that no present had ever pleased {f.him} more.>
They spent the whole day {t.joy}.
- When {f} saw the {t}, {f.he} danced round the room. Then {f.he} took {h} by the {h.hand}, and
they had [cake|plums] and lemonade, and the {t} had its own [chair|plate].
bad:
- The parcel had fallen into the [ditch|rain barrel]. The {t} was ruined. {H} came to the party
with nothing, and {f}, who [did not know|had hoped so much], would not look at {h.him}.
- {F} thanked {h} politely and put the {t} in a drawer. Next week, {h} saw it on a stall in the
market. {F} had sold it, and something between them was never the same.
wise:
- the best gifts are made of thought, not money
- giving can make us happier than having
- love shows in the trouble we take
rue:
- a gift cannot buy a friend
- we should ask and listen before we give
- secrets can hurt even when they are kindly meant
"""
