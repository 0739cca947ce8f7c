"""Plots about nerves: a play, a noise at night, the dark."""

PLOTS = """
# play
premise:
- has stage fright before a great play
- gets a part in a play {p.at}
gist:
- {H} is to act in a play {p.at}.
well:
- The play is a success.
badly:
- The play ends in disgrace.
setup:
- There was to be a play {p.at}, with [real curtains|trumpets], and {h} was to be the [queen's
messenger|third pirate]. {H.his} {t.look} would be on stage, too.
- {H} [had|got] a part in the great play: [nine words|one whole line]. {H.he} said it to the
[mirror|cow], to the [soup|wardrobe] and to the {t}.
- Everybody {s.in} was in the play that summer. {H} was the back half of the [dragon|horse], and
{f} was the front. They wore {t.a} on top.
trouble:
- On the evening, every seat {p.at} was taken. {p.see} {H} peeped out and [froze|felt sick]. <"I
can't remember one word," {h.he} said. // "Breathe," said {f}. "Look only at me."|{H.he} could not
remember one word, and {f} held {h.him} by the sleeve.>
- Five minutes before the start, the [leading lady|hero] came down with [mumps|hiccups]. <"I know
somebody who has it all by heart," said {f}. // "I know it in the bath!" said {h}. "Not here!"|{F}
pushed {h} forward, for {h.he} knew it all by heart, if only in the bath.> {p.see}
try:
- {G} painted a [beard|crown] on {h.him} and told {h.him} about {g.his} own first night, when the
[moon|castle] fell on {g.his} head.
- {H} [paced|marched] up and down behind the curtain and [chewed|bit] {h.his} nails. {F}
[juggled|hummed] to pass the time.
clue:
- The painted [tree|moon] had been leaning since the [rehearsal|morning], and {f} had said twice
that it wanted a nail. => In the middle of the second act, the thing that wanted a nail [began to
tip|creaked]. {H} was right below it. There was a gasp from a hundred throats.
- {H} had [hidden|written] the words on a slip of paper in {h.his} {t}, just in case. => And {h}
forgot everything. There was silence. Then {h.he} remembered the slip that {h.he} had hidden, just
in case. {H.he} turned to look for it, and all eyes turned with {h.him}.
belief:
- A famous [critic|judge] sat in the front row, it was said, a cold and cruel one. => Afterwards
the cruel critic came round, with tears on both cheeks. It was no critic: it was the old cook from
the inn, who had never seen a play before, and thought that it was the best in the world. {H} got
a bow and a box of buns. => {H} played for the critic alone, and the critic clapped. But it was a
coat on a chair. The real one had been selling apples at the door, and {h} had sent her off with a
rude word. The paper told everyone.
- {H} thought that {f} was not nervous at all. => At the last moment it was {f} who [ran|fainted].
All that calm had been an act! {H} forgot {h.his} own fear, took {f.his} {f.hand}, and led {f.him}
on, and together they brought the house down. => But {f} had been so afraid for so long that
{f.he} had set the ropes loose to stop the play. The curtain fell on the band. Two fiddlers were
hurt, and nothing was ever played there again.
quarrel:
- <"You're standing in my light," said {h}. // "You're only jealous of my part!" said {f}. "Ham!"
| {H} complained that {f} stood in the light. {F} called {h.him} jealous, and they stepped on each
other's feet.>
- <"That's my line!" said {f}. "Thief!" // "You couldn't say it without [spitting|squeaking]!"
said {h}. | {F} shouted that {h} had stolen a line. {H} said that {f} could not say it anyway, and
they fought behind the curtain.>
good:
- Then {h} opened {h.his} mouth, and it was all there. The words [rolled|came] out like
[marbles|bells]. There was a roar, and [flowers|hats] flew, and they had to bow [seven|ten] times.
- It went wrong, and that was the best of it. {H} made a joke out of it, and the people laughed
until the benches shook. <"Again!" they shouted.|They wanted it all again.>
bad:
- Nothing came. Somebody [laughed|whistled]. {H} ran off through the back, straight through the
painted sky, and tore it from end to end.
- The scenery fell, and the lamps with it. It burned for an hour. There was no play that year, nor
in any other.
wise:
- courage is to go on though our knees are shaking
- a mistake can be turned into a laugh
- we are braver when somebody believes in us
rue:
- fear grows when nobody speaks of it
- small repairs should not be put off
- applause is a poor friend

# noise
premise:
- is kept awake by a mysterious noise
- wants to find out what makes a noise {p.at}
gist:
- Night after night, {h} hears a strange noise from the {p}.
well:
- {H} finds out what it is, and can sleep again.
badly:
- {H} finds out what it is, to {h.his} sorrow.
matter:
- noise=tap, tap, scrape | by=a shutter that had come off its hook
- noise=whoo, whoo, plop | by=a family of toads in a drainpipe
- noise=ding, ding, hush | by=a goat with a bell that ate the hedge by night
- noise=creak, thump, creak | by=a seesaw that the wind was riding
- noise=hum, hum, hiss | by=a baker who sang while the dough rose
- noise=clack, clack, sigh | by=an old loom that somebody was working
- noise=scratch, snuffle, crunch | by=three hedgehogs in a bucket of snails
- noise=drip, drop, gong | by=a leak above a brass tray
setup:
- It always began at [midnight|eleven]: {m.noise}. {H} pulled the blanket over both ears and held
on to {h.his} {t.look}.
- For [five|six] nights {h} had not slept. As soon as the lamp was out, it came from the {p}:
{m.noise}. Not even {t.joy} helped.
trouble:
- <"Did you hear it, too?" asked {h} in the morning. // "I thought it was you," said {f}, with
rings under both eyes.|In the morning it turned out that {f} had heard it as well.> So they set
out for the {p} that night. {p.see} {M.noise}!
- {H} took {h.his} {t} for protection and woke {f}. They crept to the {p}. {p.see} {M.noise}!
<"You go first," said {f}. // "We go together," said {h}.|Neither wanted to go first, so they went
together.>
try:
- They [strewed|scattered] flour to find footprints. In the morning there were [hundreds|two
sorts]: {h}'s own and {f}'s own.
- {G} offered advice: [wool|wax] in the ears, [garlic|a horseshoe] above the door, [warm milk|a
good book]. Nothing helped.
clue:
- Only on nights with wind from the west did it come, {f} had noted in a little book. => {F}
looked up at the clouds. Wind from the west, just as in the little book! So it was something that
the wind could reach, and they followed the sound with the wind in their faces.
- By day, {h} had come across a line of [crumbs|drops] that led to the {p}. => Now, by the light
of the moon, they saw the line once more that {h} had come across by day. It was longer and
fresher, and they followed it, step by step, round the last corner.
belief:
- {F} swore that it was a ghost. => In the moonlight stood no ghost but {g}, in a nightshirt, who
had been building {h} a birthday present, night after night, so that nobody should see! It was a
bed with a roof, and {h} slept in it like a stone. => It was no ghost. It was {g}, locked in by
mistake and knocking, night after night, for somebody to come. They came on the seventh night.
They came too late.
- {H} thought that it came from outside. => The noise was nearer than anyone had thought. It came
from under {h}'s own bed! A mother mouse had made a cradle there out of a matchbox, and rocked her
nine little ones. {H} let them stay, and the rocking put {h.him} to sleep. => It came from the
house itself. The beams were going, one by one. While they were looking outside, it fell in with
all it held, and there was only sky above the chimney.
quarrel:
- <"You're scared," said {h}. // "You're the one who [squealed|shook]!" said {f}. "Baby!" | {H}
teased {f} for being scared. {F} called {h} a baby, and it grew louder than any ghost.>
- <"Stop [breathing|shuffling] so loudly!" hissed {h}. // "Stop giving orders!" hissed {f}. "I'm
sick of you!" | {H} told {f} off for being loud, {f} was sick of being told, and they quarrelled
in the pitch dark.>
good:
- And what was it? It was {m.by}! They looked at each other and laughed till an owl complained. A
bit of string, a bit of kindness, and that night it was as quiet as snow.
- They found {m.by}. That was all. <"And I thought of bears," said {h}.|And {h} had thought of
bears.> After that {h.he} liked the noise, and could hardly fall asleep without it.
bad:
- It was only {m.by}. But in running from it {h} had dropped the lamp, and the straw had caught.
By daybreak the {p} was black, and {h} could not sleep for other reasons.
- It stopped before they got there. They found only {m.by}, and beside it a footprint. In the
morning, everything that {h} owned was gone, even the {t}.
wise:
- a fear is smaller when we look at it
- most ghosts are made of wind
- two are braver than one
rue:
- panic does more harm than the dark
- a strange sound should be looked into at once
- fear is a poor adviser

# dark
premise:
- is afraid of the dark
- has to go to the {p} at night
gist:
- {H} is afraid of the dark and has to go to the {p} by night.
well:
- {H} loses the fear of the dark.
badly:
- The night ends badly for {h}.
setup:
- [As soon as|When] the sun was down, {h} [locked|bolted] the door and lit [six|nine]
[candles|lamps]. {H.he} [slept|sat] with {h.his} {t.look} under {h.his} chin. Nobody knew, except
{f}.
- {H} was afraid of [one thing only|nothing by day], but by night [coats|chairs] turned into
[wolves|robbers] and [pipes|mice] into [footsteps|voices]. Only {t.joy} helped a little.
- There was a [dare|custom] among the young ones {s.in}: once a year, each must go to the {p} by
night, alone, and bring back [a leaf|a stone]. It was {h}'s turn. All {h.he} took was {h.his}
{t.look}.
trouble:
- That [day|afternoon], the {t} was left behind {p.at}. {p.see} By the time {h} [noticed|missed]
it, it was [pitch dark|black as ink] out. <"I can go for you," said {f}. // "No," said {h}. "Just
[hold|lend] me your [scarf|lantern]."|{F} offered to go, but it was for {h} to do.> Out {h.he}
went.
- [Late|At ten], there was a [bang|thud] at the door. It was {f}, [soaked|breathless]. <"{G.the}
hasn't come home from the {p}," {f.he} said. // "In the dark?" said {h}. "In the dark," said
{f}.|Somebody was missing, out by the {p}, in the dark.> {H} looked at the [bolt|bed], and took
down {h.his} {t}. {p.see}
- The [wind|draught] blew out the [lamp|candle] halfway to the {p}. {p.see} {H} stood in the
[black|dark] and could not see {h.his} own {h.hands}. <"Your knees are knocking," something seemed
to whisper. // "They are not," said {h} aloud.|Every [twig|pebble] that moved went through {h.him}
like a needle.>
try:
- {H} [counted|named] what was there by day: [fence|ditch], [pump|birch], [bench|trough]. It was
all still there, only [shy|without its colours]. {H.he} [patted|touched] each as {h.he} passed.
- Something [rustled|grunted]. {H} [grunted|rustled] back. There was a [startled|long] silence,
and the something ran away.
clue:
- {F} had put [a handful|a bagful] of [pale|white] [pebbles|shells] into {h}'s pocket and not said
[why|what for]. => {H}'s {h.hand} closed on what {f} had put into {h.his} pocket. Pale as they
were, they could be seen in the dark! {H.he} dropped one, and another, and had a [path|string] of
little moons to go back by.
- {G} had [mentioned|grumbled] that the [railing|plank] beyond the bend [was gone|had rotted
through]. => {H} was past the bend before {h.he} thought of what {g.the} had mentioned. {H.his}
foot [found|met] nothing at all. {H.he} threw out both {h.hands} and hung on.
belief:
- {H} was sure that {f} was never afraid of anything, least of all the dark. => {F} had been
[creeping|following] along behind all the way, to keep {h.him} safe, and now it was {f} who clung
to {h}. {F} was [more|twice as] afraid of the dark, and always had been! They walked back arm in
arm, and the dark was [big enough|not big enough] for two. => {F} had followed in secret, so as
not to be alone at home in the dark, for {f.he} feared it more than {h}. Nobody knew that {f.he}
was out there. They found {f.his} [cap|shoe] by the water in the morning.
- Two green lights [floated|hung] {p.at}, and {h} knew that they were a [wolf's|demon's]. => The
green lights purred. They were the eyes of a kitten no bigger than a [bun|slipper]. It rode home
in {h}'s collar, and ever after, the dark was the hour when the kitten played. => They were a
lantern's, on a boat that had [lost|missed] its way, and the crew was calling for a light from the
shore. {H} ran. The boat ran onto the rocks and sank, and the crew was out in the cold water till
morning.
quarrel:
- <"Scaredy-cat," said {f}. // "Say that again!" {h} [shouted|cried] and [raised|clenched] both
fists. "Say it!" | {F} called {h} a scaredy-cat. {H} went for {f.him}, and buttons flew.>
- <"You told the others," said {h}. "You promised!" // "It was a joke. You have no sense of
humour," said {f} [coldly|sharply]. | {F} had told the others about it. {H} was bitter, {f} called
it a joke, and then it was no joke any more.>
good:
- And then, halfway back, {h} looked up. There were the stars, all of them. You could not see them
with a lamp. {H} [sat|lay] down with {h.his} {t} and [forgot|did not remember] to be afraid.
- {H} came in with [leaves|burrs] in {h.his} hair and {h.his} {t} under one arm, and blew out
[eight|all but one] of the lights. <"Good night," said {h} to the dark.|The dark was quite
friendly.>
bad:
- {H} ran, and running in the dark is never wise. {H.he} [fell|crashed] down the [bank|steps]. The
{t} was [crushed|in splinters], and {h.his} front teeth were gone for good.
- {H} turned back at the last bend. In the morning everyone knew, and {h} [packed|left] and went
to live where nobody {h.he} knew could [see|find] {h.him}.
wise:
- the dark hides the same things as the day
- to be brave is to be afraid and to go
- there are stars for those who put out the lamp
rue:
- fear runs faster than feet
- it is no shame to ask for company in the dark
- a fear that is hidden grows teeth
"""
