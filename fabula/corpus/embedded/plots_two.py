"""Plots about doing: learning, running, growing, keeping a promise, weathering a storm."""

PLOTS = """
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

# race
premise:
- enters the great {m.what} race
- wants to win {t.full} in a race
gist:
- {H} enters the {m.what} race, which starts {p.at}.
well:
- {H} finishes the race proudly.
badly:
- For {h} the race ends in disaster.
matter:
- what=soapbox | go=rattled | ride=soapbox | break=a wheel flew off
- what=sack | go=hopped | ride=potato sack | break=the sack split
- what=raft | go=paddled | ride=raft | break=a log came loose
- what=pancake | go=ran and tossed | ride=frying pan | break=the pancake stuck to a branch
- what=snail | go=crept | ride=snail | break=the snail fell asleep
- what=balloon | go=drifted | ride=balloon | break=the balloon began to hiss
- what=cart | go=galloped | ride=cart | break=the axle cracked
- what=wheelbarrow | go=bumped | ride=barrow | break=the handle came off
- what=bathtub | go=splashed | ride=bathtub | break=the plug popped out
- what=stilt | go=stalked | ride=pair of stilts | break=one stilt snapped
setup:
- Once a year, everybody came together for the {m.what} race. The prize was {t.full}, and {h}
could already see {h.himself} {t.joy}.
- A notice hung on the [pump|church door]: on Sunday there would be a {m.what} race, with {t.full}
for the winner. {H} read it [three times|aloud].
- {H} had come last in the {m.what} race [two|three] years running. This time, {h} told {f}, it
would be different, and {h.he} would win the {t.look}.
trouble:
- They [lined up|gathered|assembled] {p.at}. {p.see} {H} [gripped|clutched|patted] {h.his}
{m.ride} [with both {h.hands}|and gulped|once more]. <"Ready? Steady? Go!" shouted {g}.|{G}
dropped a handkerchief, and off they went.> {H} {m.go} along as fast as {h.he} could. But at the
[first|second] bend, {m.break}.
- All week {h} oiled and [patched|polished] {h.his} {m.ride}. On the day, there were
[eleven|twenty] others {p.at}. {p.see} <"Good luck," said {f}. // "We'll both need it," said
{h}.|{F} wished {h.him} luck, and {h} wished {f.him} the same.> They {m.go} over the
[stones|bumps] side by side until, with a [bang|ping], {m.break}.
- The race went from the {p} to the [old gate|town wall] and back. {p.see} {H} {m.go} [into the
lead|ahead of the others]. Then there was a cry. <"Help!" called {f}. "I'm stuck!"|Behind {h.him},
{f} had landed in a ditch.> {H} looked at the [finish|goal] and looked at {f}.
try:
- {H} [mended it|fixed things] with [a bootlace|chewing gum] and [a bent nail|a prayer] and {m.go}
on. One by one, {h.he} passed [the miller's twins|a red-faced uncle] and [a very cross goose|three
cousins].
- The others were [out of sight|far ahead]. {H} was [tempted|about] to sit down, but {f} [ran
along beside {h.him}|waved] and would not let {h.him} stop.
clue:
- On the evening before, {f} had shown {h} a [narrow|forgotten] path [through the nettles|behind
the hedge] that nobody used. => Then {h} remembered the [narrow|forgotten] path that {f} had shown
{h.him}. {H.he} swung to the left, ducked under the branches and came out [far ahead|in front of
everybody].
- All morning a big [ram|gander] had been [staring over|leaning on] the fence, and its gate was
only tied with string. => The string on the gate could not hold any longer. Out came the [angry
animal|beast] from behind the fence, right across the course, and everyone [scattered|screamed].
belief:
- Everyone took it for granted that the first to cross the line would win. => {H} came in
[last|next to last]. But {g} blew a whistle and read out the rules, which nobody ever read: the
prize was for whoever [helped another|laughed the most] on the way. And that was {h}, who was
carried round on the others' shoulders. => {H} crossed the line first and threw up {h.his}
{h.hands}. But {g} shook {g.his} head. Nobody had read the rules. The first home had to pay for
everybody's dinner, and it cost {h} all {h.he} owned, even {h.his} {m.ride}.
- One racer wore a mask, and people whispered that it was the [champion|famous champion] from the
city. => At the finish the masked racer took off the mask. It was {h}'s own
[grandmother|grandfather], eighty years old and laughing. The two of them shared the {t} and had
their picture in the paper. => {H} did everything to beat the stranger, and in the last bend
{h.he} pushed hard. The stranger fell, and the mask came off. It was {h}'s own
[grandmother|grandfather], who had wanted to run beside {h.him} just once. {H.his} prize was a
long night at a hospital bed.
quarrel:
- <"You cut in front of me!" {f} [shouted|yelled]. // "You're just too slow!" {h} shouted back.
"Cheat yourself!" | {F} accused {h} of cutting in. {H} shouted that {f} was just slow, and
[fists|stones] were shaken on both sides.>
- <"You copied my {m.ride}," said {h}. // "Nobody would copy that heap of junk!" {f}
[jeered|snapped]. | {H} claimed that {f} had copied {h.his} {m.ride}. {F} called it a heap of
junk, and a crowd gathered to hear them shout.>
good:
- {H} and {f} crossed the line at the very same moment. <"It's a tie!" shouted the crowd.|The
crowd roared.> They got the {t} together, one for the even days and one for the odd.
- Nose to nose with [a goat|the miller], {h} {m.go} over the line and won by [a whisker|an inch].
{F} [shouted {f.himself} hoarse|jumped up and down], and {h} held up the {t} for all to see.
bad:
- {H} hit the [wall|post] at full speed. {H.his} {m.ride} was [matchwood|a sad heap], the {t} went
to somebody else, and people talked about the crash for years.
- {H} came last again. When {h.he} got there, the flags were already [down|rolled up], and nobody
had [waited|stayed], except one small dog.
wise:
- it is better to finish together than to win alone
- how we run matters more than where we come in
- help on the way is worth more than a prize
rue:
- pride runs fast and falls hard
- winning is worth nothing if it makes us unkind
- a shaky start seldom has a good finish

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

# promise
premise:
- promises to look after {m.it}
- makes a promise to {g.the} and finds it hard to keep
gist:
- {H} has promised {g.the} to look after {m.it}.
well:
- The promise is kept.
badly:
- The promise is broken, and {m.it} is lost.
matter:
- it=the flock | all=a flock of nine geese | do=count the geese at noon | gone=the gate stood
open, and there was not one goose in sight
- it=the bread oven | all=a glowing oven | do=turn the loaves on the hour | gone=black smoke
rolled out of the oven door
- it=the baby | all=a fat baby in a basket | do=rock the basket and sing | gone=the basket was
empty
- it=the ferry | all=a ferry on a rope | do=check the rope at high water | gone=the ferry was
drifting out from the bank
- it=the silk farm | all=a tray of silkworms | do=feed the silkworms mulberry leaves | gone=the
lid was off and the tray was empty
- it=the beacon | all=a beacon on its pole | do=fill it with oil at dusk | gone=the flame had
shrunk to a blue bead
- it=the brood | all=twelve chicks under a lamp | do=keep the chicks warm | gone=the lamp was
cold, and the straw was bare
- it=the dam | all=a dam of clay and stakes | do=open the sluice when the water rose | gone=the
water stood an inch below the top
- it=the pig | all=a pig with a blue ribbon | do=keep the bolt shut | gone=the sty was empty, and
the ribbon lay in the mud
- it=the shop | all=a shop full of buttons and lace | do=stay behind the counter | gone=the door
was open, and the till was gone
setup:
- One day {g} had to go [away|to town] and asked {h} to look after {m.it}. <"I promise," said {h},
with one {h.hand} on {h.his} heart.|{H} promised it solemnly, with one {h.hand} on {h.his} heart.>
- {G} had {m.all} and a bad [back|knee]. So {h} promised to come every day and {m.do}. As thanks,
{h.he} was to get {t.full}.
- Of all the neighbours, {g} had chosen {h} to mind {m.it}. {H} was to {m.do}, no matter what.
Such trust made {h.him} [an inch taller|feel very important].
trouble:
- For [two|three|six] days all went [well|smoothly|as it should]. Then {f} came running. <"There's
a circus {p.at}!" {f.he} called. "Come on, just for an hour!"|{F} told {h.him} that a circus had
come and was setting up {p.at}.> {p.see} {H} went, and an hour became three. When {h.he} came
back, {m.gone}.
- It was [hot|dull|lonely|sleepy] work. {H} had [brought|taken] the {t} along for [company|fun]
and was soon busy {t.joy}. <"Shouldn't you {m.do}?" asked {f}. // "In a minute," said {h}.|{F}
reminded {h.him}, but {h} wanted just one more minute.> [A minute is a funny thing|Minutes are
slippery|One minute became forty]. When {h} [looked up|blinked|came to {h.himself}], {m.gone}.
- In the night {h} woke with a start. Had {h.he} remembered to {m.do}? {H.he} [woke|fetched] {f},
and they ran past the {p} in the dark. {p.see} <"Please let it be all right," {h} panted.|{H}
hoped with all {h.his} heart.> They [came|got] there, out of breath, and {m.gone}.
try:
- They [ran|raced] this way and that. {F} [shouted|searched] at the [front|well], {h} at the
[back|brook]. {H.his} promise [pounded|hummed] in {h.his} ears like a [drum|bee].
- {H} thought of a [story|fib] to tell: robbers, [lightning|a bear]. Then {h.he} thought of the
trust in {g.the}'s eyes and [was ashamed|went red].
clue:
- Before leaving, {g.the} had hung a [whistle|bell] on a nail by the door and [winked|said nothing
more]. => Then {h} saw the [shiny thing|little thing] on the nail by the door, hung up there
before the journey. {H} snatched it and made the loudest noise that it could make. Everything held
its breath.
- From the first day there had been a [dark cloud|smudge of smoke] over the far hills, [growing|a
little bigger each day]. => Now {h} understood what the smudge over the hills had meant. A storm
was coming down [on them|the valley], and whatever they did, they would have to do it fast.
belief:
- {G.the} had said that {g.he} would be gone [for nine days|until Sunday], far away. => Out of the
shadow stepped {g.the}. {G.he} had never gone away at all! {G.he} had only wanted to see whether
{h} would own up, and {h} did, in one breath. {M.it} was safe in the yard next door, and {h} kept
the place of trust for good. => The week went by, and then another. {G.the} had never meant to
come back. {G.he} had slipped away from {g.his} debts, and when {m.it} was lost, it was {h} who
had to pay.
- {H} was sure that {f} was the one who had [meddled with|spoiled] {m.it}. => But {f} had not
spoiled anything. {F} had seen the danger and brought {m.it} to safety while {h} was
[away|dozing], and was only waiting for a chance to say so. {H} hugged {f.him}, and together they
did the work to the end. => {H} chased {f} away and bolted the door. But {f} had been the only one
who was really looking after {m.it}. By [Monday|the weekend] it was beyond help, and {h}, who had
promised, stood there with empty {h.hands}.
quarrel:
- <"You made me leave!" {h} [shouted|cried]. // "I didn't make any promise!" {f} shouted back.
"You did!" | {H} put the blame on {f}. {F} shouted that it was {h} who had promised, not {f.him},
and that was that.>
- <"Come and play, nobody will know," said {f}. // "Go away! You're a bad friend!" {h} [burst
out|snapped], and {f} [threw|kicked] a clod of earth at the door. | {F} kept [teasing|pulling]
{h.him} to leave the work. {H} lost {h.his} temper and called {f} a bad friend, and {f} threw a
clod of earth.>
good:
- It was a [close|near] thing. But with [wet|scraped] {h.hands} and a good deal of luck, they
[saved|got back] {m.it}. {G} came home, looked at the two of them, and gave {h} {t.full} [without
a word|and a wink].
- {H} did not rest until {m.it} was safe. It took all night. When {g} came home, {h} told {g.him}
everything, the bad with the good. <"You kept your word in the end," said {g.the}.|And {g.the} was
pleased that {h} had kept {h.his} word in the end.>
bad:
- There was nothing left to save. {G} came home and [sat down|stood] on the step. {G.the} did not
[scold|shout]. That was [harder|worse]. {H} was never [asked|trusted] again.
- They were too late. {M.it} was lost, and half of what {g.the} lived on was lost with it. {H}
gave up the {t}, but a {t} could not make it good.
wise:
- a promise is a thing to be kept, even when it is hard
- it is never too late to do what we said we would do
- those who trust us deserve the truth
rue:
- a promise is only as good as the one who keeps it
- just a minute can be a minute too long
- trust is slow to grow and quick to go

# storm
premise:
- is caught in a storm {p.at}
- has to find shelter from a terrible storm
gist:
- {H} and {f} are caught in a storm {p.at}.
well:
- They come through it safely.
badly:
- The storm takes something that they cannot get back.
setup:
- {H} and {f} had packed {food} and {t.full} and were [off|on their way] to the {p}. It was to be
the [picnic|outing] of the year.
- {H} wanted to show {f} {h.his} {t.look} in the open air, for {t.joy} was no fun indoors. So they
set off for the {p}.
- Every [week|Wednesday] {h} [brought|delivered] {food} to an aunt on the other side of the {p}.
This time {f} came too, with {t.full} over {f.his} shoulder.
trouble:
- They were {p.at} when the light [changed|turned yellow]. {p.see} The birds fell silent. <"Did
you hear that?" whispered {f}. // "Thunder," said {h}.|Then, far away, there was a growl.> The
next moment the rain came down like [gravel|a curtain], and they could not see their own feet.
- [No sooner had they|They had only just] unpacked {p.at} than a gust took the [cloth|napkins].
{p.see} Hail as big as [peas|cherries] began to [drum|bounce]. <"Run!" shouted {h}. // "But where
to?" cried {f}.|They ran, without knowing where.>
- A black wall of cloud [rolled|rose] up behind the {p}. {p.see} First came wind, then
[lightning|a bang], then water from every side. <"Hold on to me," {h} shouted, "and don't let
go!"|{H} held on to {f} and did not let go.>
try:
- They crept under a [cart|fallen trunk]. It [dripped|leaked]. They tried a [ditch|hollow]. It
filled up. {F} held the {t} over their heads, and it was [better than nothing|not much use].
- {H} [counted|measured] the seconds between flash and bang: [six|five], then [four|three], then
none at all. {F} [sang|hummed] to keep up their spirits, [out of tune|mostly the same line].
- A [light|lamp] swayed in the dark. It was {g}, who was looking for a lost [calf|hen] and
[waved|beckoned] to them. They followed as well as they could.
clue:
- On the way, they had passed an iron ring in a rock, and {f} had [wondered|asked] what it was
for. => Then {f} thought of the iron ring in the rock. They found it, pulled with all their might,
and a [slab|door] swung up. Below it was a dry [cellar|cave], and they tumbled down into it.
- That morning the [cows had lain down|ants had carried their eggs uphill], and {g} had said it
was a sign. => So the sign that {g} had read that morning had been true. It was [the worst|a]
storm such as comes once in a hundred years, and the stream was already over its banks.
belief:
- People said that [the {p} was haunted|a monster lived near the {p}]. => Two eyes glowed in the
dark, and {h} nearly fainted. But the monster said moo! It was only a [huge|shaggy] old cow. She
let them lean against her warm side until the sun came out, and the place was never haunted again.
=> Something howled. They thought of the monster and fled, away from the rocks and out into the
open. There was no monster. It had been {h}'s father, calling and calling from the shelter. {H}
did not find {h.his} way home until the fever had taken {h.his} voice, and it never came back.
- {H} was certain that the big oak was the safest place of all. => {F} pulled {h.him} away from it
in spite of everything. A heartbeat later there was a white flash, and the oak stood split from
top to bottom. They held each other tight in the wet grass and laughed because they were alive. =>
They squeezed in under it. There was a white flash. When {h} woke up, the oak was split in two,
and {f} lay beside {h.him} and could not hear. {F} never heard anything again.
quarrel:
- <"We should have stayed at home!" {f} [shouted|cried]. // "You always spoil everything!" {h}
yelled. "Coward!" | {F} complained that they should have stayed at home. {H} called {f.him} a
coward, and there they stood, shouting at each other in the rain.>
- <"Left!" said {h}. // "Right!" said {f}. // "You don't know anything!" {h} [bawled|yelled]. "You
never do!" | {H} wanted to go left, {f} wanted to go right. They [tugged|pulled] at each other's
sleeves and called each other names.>
good:
- Little by little the [thunder|storm] moved off. A [blackbird|thrush] started to sing. Where the
rain had been, there was a rainbow, and {f} [did a handstand|whooped] under it. Even the {t} was
[whole|dry].
- It rained itself out at last. <"Are we alive?" asked {f}. // "I think so," said {h}. "I'm
hungry."|They felt themselves all over, and nothing was missing.> They wrung out their
[things|socks] and ate what was left, and it was the best picnic ever.
bad:
- The wind tore the {t} out of {h}'s {h.hands}. It [whirled|flew] up into the cloud. And when they
got back, they saw that the roof of {h}'s home had gone the same way. There was nothing left but
[wet beds|four walls].
- The stream had [become a river|swollen], and the bridge was gone. {F} [slipped|lost {f.his}
footing]. {H} pulled {f.him} out, but {f} was ill for a [whole winter|long time] afterwards, and
could never run again.
wise:
- a storm is less fearful when we hold on to someone
- after rain comes the sun
- it is no shame to be afraid together
rue:
- the weather does not care about our plans
- we should heed the signs in time
- it is wiser to turn back too early than too late
"""
