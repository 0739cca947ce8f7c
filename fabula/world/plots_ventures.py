"""Plots out of doors: a race, a storm, a way lost in fog."""

PLOTS = """
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

# fog
premise:
- loses the way in thick fog
- gets lost near the {p}
gist:
- {H} and {f} lose their way in the fog near the {p}.
well:
- They find the way home.
badly:
- They do not come home unharmed.
setup:
- {H} and {f} had been at the {p} to [try out|play with] {h.his} {t.look}. {p.see} They
[stayed|lingered] too long, [as ever|for it was fine]. And when they turned to go, the world [was
missing|had been rubbed out].
- It was a [short|simple] errand: past the {p}, up to the [aunt's|mill], and back before
[tea|dark]. {H} took {h.his} {t.look} along, and {f} took {food}.
- {H} [knew|said {h.he} knew] a short cut by the {p}. {F} had {f.his} [doubts|worries], and
{t.full} in {f.his} bag, to [cheer them up|pass the time].
trouble:
- Fog [came up|rolled in], as thick as [wool|soup]. <"Where are you?" called {f}. // "Here," said
{h}. "Where is here?"|{F} lost sight of {h}, and {h} lost sight of {h.his} own feet.> A
[shape|post] loomed up. They had [passed|met|bumped into] it [twice|before|already].
- One [turn|fork], and another, and the {p} lay [behind|in front of] them again. {p.see} And now
the fog. <"We're walking in circles," said {f}. // "Big ones, at least," said {h}.|They were
walking in circles, and the circles grew smaller.>
try:
- {H} [blew|called] and listened. [An echo|A sheep] answered. {F} threw [crumbs|pebbles] ahead to
see if there was ground: [plop|tock], [tock|plop].
- They tied themselves together with [a scarf|a vine] and [felt|groped] their way from
[tree|stone] to [tree|stone], like [beetles|two old men].
- Somebody [coughed|whistled] in the white. It was {g}, [lost as well|on the way home], who knew
one thing for sure: [moss grows on the north side|streams run down to houses].
clue:
- Out of habit, {h} had broken off a [twig|reed] at every bend [on the way there|that morning]. =>
Then {f} stepped on something that [cracked|snapped]. A broken [twig|reed]! And ten paces on,
another. It was {h}'s old habit, and now it [led|pulled] them along like a string.
- Early in the day, {g} had warned that the [ground|edge] was rotten past the last [post|birch].
=> The last one was behind them. {H} remembered the warning about the ground too late: it
[gave|sank] under them, and cold water [came up|rose] to their knees.
belief:
- A light bobbed ahead, and both of them [knew for sure|were certain] that it came from a house.
=> The light ahead was no house. It was a glowworm, no, it was hundreds of glowworms on a
[fence|wall], and the fence was {h}'s own! They had been standing in front of the gate for an
hour. => The light ahead was no house. It was a will-o'-the-wisp, and it danced on in front of
them, deeper and deeper into the bog. {H} came out of it in the morning, but without the {t}, and
too ill to speak.
- {F} was afraid of the [thing|creature] that was trotting behind them. => The thing behind them
came closer, and closer, and licked {f}'s {f.hand}. It was the neighbour's old sheepdog, who had
been sent to look for them, and all he had wanted was for them to turn round! He took them home in
ten minutes. => They ran from the thing behind them, off the path and over the rocks. It was the
sheepdog that had been sent to find them. {H} lay with a broken leg until noon, and it never grew
straight again.
quarrel:
- <"You and your short cuts!" said {f}. // "You and your [moaning|whining]!" said {h}. "Go by
yourself, then!" | {F} cursed {h}'s short cuts. {H} could not bear {f}'s whining any longer and
told {f.him} to go alone.>
- <"This way," said {h}. // "No, that way, you [mule|donkey]," said {f}. // "I'm the leader!" {h}
[roared|shouted]. | {H} pointed one way and {f} the other. Each called the other a donkey, and
neither would move.>
good:
- A bell [rang|sounded], clear and near. The fog [tore|lifted] like a [curtain|cloth], and there
was the [roof|chimney] with its smoke, [so close|a stone's throw away]. <"Told you so," said
{h}.|They ran the last bit.>
- [Little by little|Step by step], stones turned into [walls|steps] and steps into a street. {H}
had never been so glad of a [doormat|lamp post]. The {t} was wet, and so was everything else.
bad:
- They were found the [next day|day after]. {F} had a fever that never quite [left|went away], and
the {t} was somewhere [in the bog|out there], and is there still.
- They went too near the edge. {H} came home. {F} did not [come home|walk again] for many months,
and did not laugh again for longer.
wise:
- it helps to mark the way we came
- when we are lost, we should keep calm and keep together
- home is dearest from far off
rue:
- a short cut can be the longest way
- a warning weighs nothing and should be carried along
- nobody should pretend to know the way
"""
