"""Plots about patience: building, growing, learning."""

PLOTS = """
# building
premise:
- wants to build {m.a} {p.at}
- builds {m.a} with {f}
gist:
- {H} and {f} build {m.a} {p.at}.
well:
- In the end {m.the} stands, and they enjoy it together.
badly:
- In the end {m.the} is ruined and they have to give it up.
matter:
- a=a tree house | the=the tree house | of=planks and rope | part=the roof | use=sleep among the
leaves | need=nails
- a=a raft | the=the raft | of=barrels and old doors | part=the mast | use=drift down to the sea |
need=tar
- a=a stone oven | the=the oven | of=clay and round stones | part=the chimney | use=bake bread for
everyone | need=dry clay
- a=a little theatre | the=the theatre | of=crates and curtains | part=the stage | use=put on
plays | need=paint
- a=a swing | the=the swing | of=a plank and thick rope | part=the seat | use=fly up into the sky
| need=tarred rope
- a=a bridge | the=the bridge | of=logs and willow twigs | part=the railing | use=cross without
wet feet | need=long logs
- a=a water mill | the=the mill | of=sticks and sailcloth | part=the wheel | use=grind acorns into
flour | need=axle grease
- a=a hut | the=the hut | of=branches and bark | part=the door | use=sit dry when it rained |
need=straw
- a=a flying machine | the=the machine | of=umbrella ribs and sheets | part=the left wing |
use=see the world from above | need=propeller blades
- a=a castle | the=the castle | of=mud bricks and driftwood | part=the tower | use=play kings and
queens | need=more bricks
- a=a boat | the=the boat | of=ash planks | part=the rudder | use=sail to the other shore |
need=pitch
- a=a slide | the=the slide | of=polished boards | part=the ladder | use=whoosh down all summer |
need=wax
setup:
- For [weeks|months] {h} had dreamed of {m.a}. With {m.a} {p.at}, {h.he} could {m.use}.
- {H} had drawn {m.a} on [the back of an envelope|a slate|birch bark]. It would be made of {m.of},
and they would {m.use}.
- <"Let's build {m.a}," said {h} one day, "and then we can {m.use}!"|One day {h} had a wonderful
plan: they would build {m.a}, and then they could {m.use}.>
trouble:
- They [carried|dragged|hauled] {m.of} to the {p}. {p.see} But when they started, they saw that
they had no {m.need}. <"We can't do it without {m.need}," [sighed|said] {f}. "We could swap
something," said {h}.|Without {m.need} it could not be done, and both of them sat down to think.>
In the end {h} [gave|swapped] {h.his} {t.look} for {m.need}, [although|even though] it [hurt|was
hard].
- Work began {p.at} at [dawn|six o'clock]. {p.see} They [measured|sawed] and [hammered|tied] until
their {h.hands} were sore. But {m.part} would not stay up. <"It's crooked," said {f}. // "It's
nearly straight," said {h}, and it fell on {h.his} toes.|Three times they put it up, and three
times it came down.>
- Building {m.a} was harder than it looked. {m.Part} [wobbled|leaned|sagged], and they had used up
all the {m.need}. <"Who has {m.need} to spare?" asked {h}. // {G} did, and asked only for {h.his}
{t} in return.|{G} had {m.need} to spare and asked only for {h}'s {t.look} in return.>
try:
- Day after day they [came back|went on]. {H} [held|steadied] the [long|heavy] pieces while {f}
[tied|fixed] them, and they sang [a rowing song|silly rhymes] to keep time.
- {G} stopped to [watch|look] and showed them how to [cross the beams|make a better knot]. After
that, {m.part} held [twice as well|like a rock].
- They made {m.part} [first too long|too short], then [too thin|too heavy], and at last just
right. [By then it was Thursday|They ate lunch in the shade of it].
clue:
- {F} noticed that one of the [ropes|poles] was [badly worn|thin in the middle], but they were in
a hurry and used it anyway. => On the last day there was a [creak|groan]. It was the worn one, the
very one they had been in too much of a hurry to change. It tore, and {m.the} [tilted|lurched] to
one side with both of them [hanging on|inside].
- Far off on the hills, the [swallows|gulls] were flying low, as they do before bad weather, but
[nobody looked up|they went on working]. => The swallows had been right. That [night|evening] a
wind [rose|sprang up] such as nobody had seen for years, and {m.the} [shook|trembled] from top to
bottom.
belief:
- All the neighbours [laughed|shook their heads]. {M.the}, they said, would [never stand|fall down
in a day]. => The next morning {h} heard [voices|noise] and ran {p.at}. The neighbours who had
laughed the loudest were all there, in a long line, waiting for a turn! They had even
[finished|painted] {m.part} in the night as a surprise. => But {m.the} stood as firm as a rock. It
was the neighbours who could not bear to be wrong. One night they came and pulled it down [plank
by plank|piece by piece], and {h} found only [a heap of splinters|firewood].
- A grand letter had come for {h} that said {m.a} {p.at} was [strictly forbidden|against the law].
They built on in secret. => Then the mayor came {p.at}, and {h} turned pale. But the mayor only
laughed. The letter was a joke that {f} had written on the first of April and [forgotten|been too
shy to explain]! The mayor asked for the first turn. => The mayor came, and he knew of no such
law. {H} felt safe. But the letter had been a warning from somebody kind: the ground {p.at} was
hollow, and the next night it sank and swallowed {m.the} whole.
quarrel:
- <"{M.part} goes on my side," said {h}. "It was my idea." // "But I did all the work!" {f}
[shouted|cried]. "You only give orders!" | They fell out over {m.part}. {H} said it was {h.his}
idea, {f} said that {f.he} did all the work, and soon they were throwing [twigs|wood shavings] at
each other.>
- <"Your knots are terrible," said {h}. // "Then tie them yourself, bossy boots!" said {f} and
threw down the rope. | {H} complained about {f}'s knots until {f} threw down the rope and called
{h.him} a bully.>
good:
- They put in the last [peg|piece] as the sun went down. {M.the} stood [straight and strong|there
like a picture]. <"Shall we?" asked {f}.|Neither could say a word.> That very evening they could
{m.use} at last.
- It took [two more days|one more push], and then {m.the} was done. It was a little crooked, but
it was [solid|sound] and it was theirs. All who passed wanted to [try it|see it], and {h} let
them, one by one.
bad:
- There was a long, slow [crunch|crack]. When the dust had settled, {m.the} was [a heap of
sticks|in ruins]. {F} had [a sprained ankle|a bump on the head], and {h} never [wanted|dared] to
build anything again.
- Then {m.the} came down all at once. Everything they had [saved|carried] for it was smashed, and
so was {h}'s [wish|dream]. They walked home [through the rain|in silence] and left the pieces to
the [weeds|beetles].
wise:
- good work needs time and many {h.hands}
- a thing we have built together belongs to both of us
- we should not give up when something falls down the first time
rue:
- hurry is a bad carpenter
- it is better to check twice than to be sorry once
- a big dream needs a strong foundation

# garden
premise:
- plants a strange seed
- wants to grow {m.a}
gist:
- {H} plants a seed {p.at} and hopes to grow {m.a}.
well:
- In the end {m.the} thrives.
badly:
- In the end the plant dies.
matter:
- a=the tallest sunflower in the land | the=the sunflower | fruit=seeds | eat=slug
- a=a giant melon | the=the melon | fruit=slices | eat=beetle
- a=a lemon tree | the=the little tree | fruit=lemons | eat=greenfly
- a=a rose as blue as midnight | the=the rose | fruit=petals | eat=caterpillar
- a=a beanstalk | the=the beanstalk | fruit=beans | eat=blackfly
- a=a marrow the size of a pig | the=the marrow | fruit=soup | eat=snail
- a=a fig tree | the=the fig tree | fruit=figs | eat=wasp
- a=a vine with golden grapes | the=the vine | fruit=grapes | eat=weevil
- a=a peony | the=the peony | fruit=blossoms | eat=earwig
- a=a cocoa bush | the=the bush | fruit=pods | eat=thrips
setup:
- {H} had traded {t.full} for a single seed. The [pedlar|old woman] had promised that it would
become {m.a}, and {h} believed it.
- At the bottom of {h.his} {t.look}, {h} found a seed, [wrinkled|black] and no bigger than a
tooth. {F} thought that it might be {m.a}.
- {H} had never [grown anything|kept a plant alive] before, except [mould|a radish]. But now
{h.he} wanted to grow {m.a}.
trouble:
- {H} dug a hole {p.at} and put the seed in. {p.see} Then {h.he} sat down beside it. <"How long
does it take?" {h} asked. // "Longer than that," said {f}.|After ten minutes {h.he} wanted to dig
it up again, but {f} held {h.him} back.> A [week|fortnight|month] passed, and [nothing|not a
leaf|only a thistle] could be seen.
- They [dug|loosened] the soil {p.at} and planted the seed with a [prayer|song]. {p.see} It came
up thin and pale. Then the rain [stopped|stayed away] for [twenty days|a month]. <"It's thirsty,"
said {h}. "We'll have to carry water." // "From where?" asked {f}.|Water had to be carried from
far away, and {f} sighed.>
- The seed went into the earth {p.at}. {p.see} [A green tip|A pale shoot|Something green] came,
then [two|three|four] leaves, then [a stem|a bud]. One [morning|noon|Thursday], half of it [was
missing|had been eaten|was no longer there]. <"A {m.eat}!" {h} groaned. "What do we do now?"|It
was the work of a {m.eat}, and {h} groaned.>
try:
- Every [morning|evening] {h} carried water in {h.his} {t}. It [leaked|spilled], so that a line of
[daisies|grass] sprang up all along the path.
- {F} [read|talked] to {m.the} about the weather, and {h} [sang to it|told it jokes]. {G}
[laughed|smiled], and brought a bucket of [manure|warm compost].
- They built a [fence|little roof] of [twigs|glass] and took turns to guard it, {h} until midnight
and {f} until the [cock|birds] woke.
clue:
- {F} noticed that a [mole|rabbit] had been digging [close by|only a step away], but {h} was too
busy to listen. => The earth beside {m.the} [moved|heaved]. Of course, the digger that {f} had
noticed! By noon there was a tunnel right under the roots.
- The seed had [smelled|tasted] faintly of [cinnamon|the sea], and {g} had raised an eyebrow at
it. => When the first bud opened, the same smell [came out|filled the air], only a hundred times
as strong. Now they knew why {g} had raised that eyebrow. From all sides came [bees|insects],
thousands of them.
belief:
- {H} never doubted that the seed would become {m.a}. => And what opened one morning was not that
at all. It was a common dandelion! {H} stared. Then the wind came, and a hundred little parachutes
sailed up into the light. It was the loveliest thing that {h} had ever grown, and the next year
the whole hill was gold. => It grew [fast|tall], and it was not that at all. It was a giant
hogweed. {F} touched it, and {f.his} {f.hands} were burned so badly that {f.he} [could not
play|lay in bed] for months, and the whole patch had to be dug up.
- Everybody said that {g} hated [gardens|flowers] and trampled them at night. => So {h} hid in the
dark to catch {g.the}. And what did {h.he} see? {G.the} came on tiptoe with a can and watered
{m.the}! Without {g.the} it would have withered long ago. From then on, all three looked after it,
and {m.the} grew as high as a gate. => So {h} built a high fence to keep {g.the} out. Within a
week {m.the} was dead. Only then did {h.he} find the little path of footprints and the can: it was
{g.the} who had been watering it, night after night.
quarrel:
- <"You watered it too much!" said {h}. // "You forgot it for three days!" {f} [cried|shouted].
"You kill everything!" | {H} said that {f} watered too much. {F} shouted that {h} watered too
little, and that {h} killed everything {h.he} touched.>
- <"It's my plant," said {h}. "Don't touch it." // "I dug the hole!" {f} [snapped|shouted]. "Half
of it is mine!" | {H} told {f} not to touch the plant. {F} claimed half of it, since {f.he} had
dug the hole, and they [pulled|hissed] like two geese.>
good:
- In [August|September], {m.the} was [finished|there] in all its glory. There were {m.fruit} for
everybody {s.in}. {H} kept the [first seed|last seed], for the next spring.
- [Slowly|Leaf by leaf] {m.the} came back. <"It's going to live," said {f}.|It was going to live.>
By [midsummer|autumn] there were {m.fruit} enough to fill [every bowl|two buckets], and {h} had
[earth|soil] under every nail and was proud of it.
bad:
- In the morning {m.the} lay [flat|limp] on the ground. They [propped|tied] it up and watered it,
but by [Friday|evening] it was [brown|dry as paper], and there had been only the one seed.
- It withered, leaf by leaf. {H} pulled it out, and all that was left of {m.the} was a
[hole|stick]. The pedlar had [moved on|gone for good].
wise:
- growing takes patience
- what we tend every day will thrive
- small things grow when we believe in them
rue:
- one day of neglect can undo a summer
- good advice should be heard in good time
- we cannot hurry what needs time

# skill
premise:
- wants to learn to {m.do}
- cannot {m.do} and longs to learn it
gist:
- {H} cannot {m.do}, and {f} helps {h.him} to practise.
well:
- After many tries {h} can {m.do}.
badly:
- {H} gives up, and never learns to {m.do}.
matter:
- do=swim | fail=swallowed half the water and came up coughing | hint=kick slowly, like a frog |
show=glided from one side to the other | gear=a belt of corks
- do=ride a bicycle | fail=landed in a gorse bush | hint=look ahead and not at the wheel |
show=rolled down the whole path with no one holding on | gear=an old bicycle
- do=whistle | fail=made a noise like a leaky tyre | hint=wet your lips and think of birds |
show=whistled so well that dogs came running | gear=a sour lemon drop
- do=juggle | fail=got a plum on the nose | hint=throw higher and breathe out | show=kept four
plums in the air | gear=three plums
- do=skip stones | fail=sent every stone straight to the bottom | hint=choose flat stones and bend
low | show=made a stone hop nine times | gear=a bag of flat stones
- do=walk on stilts | fail=toppled into the nettles | hint=take small steps and never stand still
| show=stalked along like a stork | gear=two poles
- do=bake bread | fail=made a loaf that could have sunk a ship | hint=let the dough rest |
show=took a golden loaf from the oven | gear=a bag of flour
- do=read | fail=mixed up all the letters | hint=go one letter at a time | show=read a whole page
aloud | gear=a torn primer
- do=dance a jig | fail=stepped on every toe in reach | hint=count to four and listen to the drum
| show=danced until the floor shook | gear=borrowed shoes
- do=row a boat | fail=went round and round in circles | hint=pull on both sides alike |
show=rowed straight across and back | gear=a leaky tub
- do=climb | fail=slid down and tore the seat of the breeches | hint=keep three points on the wall
| show=waved from the very top | gear=a length of rope
- do=sing in tune | fail=scared the crows away | hint=hum first and sing later | show=sang three
verses without one wrong note | gear=a tuning fork
- do=tie a sailor's knot | fail=got tangled up to the elbows | hint=go round, under and through |
show=tied the knot behind the back | gear=a piece of string
- do=somersault | fail=ended up flat as a pancake | hint=tuck in your chin | show=rolled over six
times in a row | gear=a straw mat
- do=skate | fail=sat down hard and spun like a top | hint=bend your knees and push sideways |
show=curved along like a swift | gear=roller skates
setup:
- There was one thing {h} [wanted|wished for] more than [sugar|a holiday], and that was to {m.do}.
Everyone else seemed to be [born| able] to do it.
- {F} could {m.do}. [The baker's cat|Even the smallest cousin] could nearly {m.do}. But {h} could
not, and it [stung|rankled].
- {H} had [always|long] wanted to {m.do}. {H.he} [dreamed of it|did it beautifully] every night,
and every morning {h.he} still could not do it.
trouble:
- {H} took {m.gear} to the {p}, where nobody would see. {p.see} {H.he} tried once and {m.fail}.
<"Ouch," said {h}. // "Don't laugh at yourself," called {f} from behind a bush. "Try again!"|{F},
who had been watching from behind a bush, came out and offered to help.>
- They met {p.at} [at six|after breakfast] with {m.gear}. {p.see} <"It's easy," said {f}. "Just
{m.hint}."|{F} showed {h.him} how, twice, very slowly.> {H} nodded, [took a deep breath|closed one
eye], and {m.fail}.
- There was to be a [contest|feast] {p.at} in [nine days|a fortnight], and everyone who could
{m.do} would win {t.full}. {H} practised with {m.gear}, and {m.fail}. <"I'll never manage," {h.he}
groaned. // "Not yet," said {f}. "That's different from never."|{H.he} wanted to hide, but {f}
would not hear of it.>
try:
- The next day {h} {m.fail}. The day after that {h.he} did it again. [On Wednesday|On the fourth
day] it was only half as bad, and {f} [clapped|cheered] as if {h.he} had won a prize.
- {H} [practised before breakfast|practised in the rain] and [by moonlight|after supper]. {H.his}
[knees|elbows] were [blue|sore], but something was beginning to feel [right|lighter].
- {G} watched for a while. <"You must {m.hint}," {g.the} said.|And {g.the} gave {h.him} a good
piece of advice.> {H} had never thought of [that|it that way].
clue:
- {H} had a lucky {t}, and {f} saw that {h.he} never practised without it. => On the great day the
lucky {t} was [gone|at home]! {H}'s knees [shook|turned to jelly]. Everything, {h.he} had always
believed, came from the {t}. Now {h.he} had to do it [alone|without any luck].
- One strap of the gear was [fraying|coming loose], and {g} had said so on the first day. => And
then the strap that {g} had spoken of [broke|tore], right in the middle of it. There was a gasp
from [everyone|the crowd].
belief:
- {F} was the best teacher anyone could wish for; {f.he} could {m.do} [perfectly|without effort],
or so everybody thought. => Then {f} turned pink. In truth, {f.he} had never been able to {m.do}
either! {F.he} had only read about it. So the pupil taught the teacher: {h} {m.show}, and by the
end of the week {f} could do it too. => But {f} had never done it in {f.his} life. Everything
{f.he} had taught was wrong. When {h} tried it in front of everyone, {h.he} {m.fail}, and all of
them laughed. {H} never tried again.
- {H} was sure that some are born able to {m.do} and others are not. => {G} took {h} aside and
showed {h.him} a [bundle of old letters|photograph]. The greatest master in the land had once
needed seven years to learn it. {H} ran straight back to the {p}, and before the week was out
{h.he} {m.show}. => One morning, {h} {m.show}. {H.he} could hardly believe it. But when {h.he}
showed it to the others, a wire was found. {F} had [rigged|pulled] it in secret, meaning well. {H}
had not learned a thing, and had been made a fool of.
quarrel:
- <"You're not even trying," said {f}. // "You explain it badly!" {h} [yelled|shouted]. "You are a
dreadful teacher!" | {F} said that {h} was not even trying. {H} shouted that {f} was a dreadful
teacher and [threw down|kicked] the gear.>
- <"Ha, look at you!" [laughed|giggled] {f}. // "I hate you!" {h} [shouted|screamed]. "You only
came to laugh!" | {F} could not help laughing. {H} was [stung|hurt] and called {f} a false friend,
and {f} called {h} a baby.>
good:
- {H} [breathed in|shut both eyes] and remembered: {m.hint}. And suddenly {h.he} {m.show}! <"You
did it!" [yelled|cried] {f}. // "I did it!" {h} shouted back.|{F} threw {f.his} hat in the air.>
- Then, when {h.he} had stopped [thinking about it|being afraid], it happened. {H} {m.show} as if
{h.he} had [never done anything else|been doing it all {h.his} life].
bad:
- {H} tried [once more|one last time] and {m.fail}. It hurt. {H.he} put everything away in the
[attic|cellar] and never [went near|looked at] it again.
- {H} was in too much of a hurry. {H.he} {m.fail}, and broke a [leg|rib]. When it had healed, the
[summer|chance] was over, and so was the wish.
wise:
- nobody can do a thing before they have learned it
- every master has fallen a hundred times
- not yet is not the same as never
rue:
- those who will not listen learn slowly
- giving up is the only sure way to fail
- a trick is no help when the moment comes
"""
