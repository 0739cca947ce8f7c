"""Plots about ventures: a letter, an egg, a play, a noise at night, a market, a way lost in fog."""

PLOTS = """
# letter
premise:
- must carry an important letter past the {p}
- is trusted with a sealed letter
gist:
- {H} has to carry a sealed letter for {g.the}, past the {p}.
well:
- The letter arrives in time.
badly:
- The letter never arrives.
setup:
- {G} gave {h} a letter with a red seal. It had to reach the other side of the valley by sunset.
For the trouble, there would be {t.full}.
- One day {h} was [handed|given] a letter by {g}. It was [urgent|most important]. {H} put it
[under {h.his} hat|in {h.his} shirt], next to {h.his} {t.look}.
- {H} carried the post on Thursdays: mostly bills and [aunts' greetings|seed lists]. But this
letter, from {g}, was edged with gold. {H} packed it with {h.his} {t}.
trouble:
- {F} came along for company. {P.at} they met a wind like a thief. {p.see} <"The letter!" cried
{f}. // "Catch it!" cried {h}.|It had the letter out of the bag before they could shout.> It flew
over the [hedge|ditch] and away.
- At the fork {p.at}, the signpost had fallen down. {p.see} <"Left or right?" asked {h}. // "Ask
the cows," said {f}.|They could not tell left from right.> They tried the left. It ended in a
[swamp|quarry], and the sun sank lower.
- {P.at} there was a [gander|billy goat] who let no one by. {p.see} <"Toll!" it seemed to say. //
"We have nothing but a {t}," said {h}.|It hissed and stamped and seemed to want a toll, and all
they had was the {t}.>
try:
- They [waded|jumped] across a [brook|bog], [lost a boot|tore a sleeve], and [ran|stumbled] on.
{F} [counted|called out] the church bells: four, five, half past five.
- {H} begged a ride on a [hay cart|mule]. It went so slowly that a [snail|beetle] overtook them.
They got off and [ran|trotted].
clue:
- The seal was still soft when {h} put the letter away, and it left a red mark on {h.his}
{h.hand}. => Then {h} saw a red mark on the [sleeve|wing] of somebody ahead, like the one on
{h.his} own {h.hand}. Only the soft seal could have made it. So that was who had picked up the
letter!
- {G} had told them not to be there a minute after sunset, for then the [bridge|gate] was
[raised|locked]. => The sun was a thin red line. They heard a chain [rattle|clank]. It was just as
{g.the} had told them: it was being shut for the night, and they [ran|flew].
belief:
- {H} believed that the letter [brought|held] good news about a fortune. => The old lady on the
other side broke the seal. The sheet was blank! {G} and she had quarrelled years ago, and an empty
sheet was their old sign for peace. She [wept|danced] for joy, and there was cake for the
messengers. => The old man on the other side broke the seal, read, and went grey. It said that he
must leave his house by morning. {H} had carried the worst news in the world, and proudly.
- Everybody knew that {g.the} and the miller across the valley were enemies. => The miller opened
it and laughed till he cried. It was an invitation to a wedding, and the bride was his own
daughter, and the groom was {g.the}'s own son! {H} and {f} got seats at the top of the table. =>
The letter was meant to make peace at last. But the miller thought it was one more insult, and
threw it into the stove unread. The two never spoke again, and {h}, who could have said something,
had said nothing.
quarrel:
- <"You should have held it tighter!" said {f}. // "You [pushed|jostled] me, you great
[lump|oaf]!" shouted {h}. | {F} said that {h} should have held on tighter. {H} shouted that {f}
had pushed, and soon each was shouting louder than the other.>
- <"Let's open it," said {f}. // "It isn't yours! Hands off!" {h} [snapped|cried]. | {F} wanted to
open the letter. {H} pulled it away and called {f} a snoop, and {f} gave a rude answer.>
good:
- They got there with the last ray of the sun. The letter was [crumpled|damp] but whole. <"In
time," said a voice, "to the minute!"|They were in time, to the minute.> And the walk home, by
moonlight, was a walk of heroes.
- {H} [knocked|rang], out of breath, and held out the letter. It was read [twice|aloud], and
folded, and kissed. And nobody asked about the boots.
bad:
- When they came, the house was dark. The one who had waited for the letter had waited [all
day|long], and had gone on board. The ship was a white dot out at sea.
- The letter was found in [spring|the autumn], in a bird's nest, in strips. By then what it asked
for was long past [helping|mending].
wise:
- a task we have taken on should be carried to the end
- those who trust us give us strength
- the last mile counts as much as the first
rue:
- some messages cannot wait
- a small delay can be a great loss
- what is given into our care should be held fast

# egg
premise:
- finds a strange egg {p.at}
- hatches a mysterious egg
gist:
- {H} finds a strange egg {p.at} and looks after it with {f}.
well:
- What hatches finds its place in the world.
badly:
- It ends with a loss.
setup:
- {H} had gone to the {p} for some peace, with {h.his} {t.look}. {p.see} And there, in a tuft of
grass, lay an egg, as [blue|green] as [glass|the sea] and as big as a [melon|loaf].
- Something [bumped|knocked] against {h}'s foot {p.at}. {p.see} It was an egg with [golden|purple]
spots. It was warm. {H} wrapped it in a shawl and laid it in {h.his} {t}, or as near to it as it
would go.
- After the [gale|flood], {h} found an egg {p.at}. {p.see} It was much too large for a
[hen|goose]. {H} gave up {t.joy}, and sat by the egg instead.
trouble:
- It had to be kept warm, day and night. <"Who's going to sit on it?" asked {f}. // "We take
turns," said {h}. "You first."|They agreed to sit on it in turns.> On the ninth night there was a
[tap|crack].
- {G} came to see it and [whistled|went pale]. <"I'd put that back, if I were you," {g.the} said.
// "Back where?" asked {h}.|{G.the} thought that they should put it back, but nobody knew where.>
And then it began to [rock|hum].
try:
- They tried [the stove|a hot brick], then [a feather bed|a compost heap]. {F} [read to it|told it
the news]. It seemed to like [poems|weather reports] best.
- {H} dreamed of what might be in it: [a dragon|an ostrich], [a crocodile|a phoenix]. {F} bet
{food} on a [turtle|swan].
clue:
- Every evening a shadow [passed|glided] over the {p}, [wide|silent] and dark, and was gone before
one could look up. => And again there was the shadow that came every evening. This time it came
down. It was the mother, with wings like [barn doors|sails], and she had been searching all along.
- One of the spots on the shell was shaped exactly like a [star|key], and {f} [copied|drew] it. =>
Then {g} saw what {f} had copied from the shell, and caught a breath. It was the mark of the [wild
geese of the north|snow eagles], and they would fly away for the winter in [one day|an hour].
belief:
- {H} and {f} were convinced that a [dragon|monster] would come out. => The shell split. Out came
no dragon at all, but a [fat|wet] little gosling with a crooked beak, and it took {h} for its
mother! It followed {h.him} [to bed|to church], and nobody had ever been loved so much. => The
shell split, and there was only a gosling, small and cold. They had expected something fierce and
had stood far off with sticks. Nobody had kept it warm when it mattered. It lived for an hour.
- {H} took it for granted that it was an egg. => It was no egg. It was a stone, painted by the
children of the village a hundred years ago, for luck, and lost! They put it back on its old
pedestal with music and flags, and {h} cut the ribbon. => It was no egg. It was an old firework,
and the stove was hot. They had just got out of the door when it went off. Nobody was hurt, but of
the house there was not a wall left standing.
quarrel:
- <"You let it get cold!" said {h}. // "You [snore|fall asleep] on it every night!" said {f}.
"It's my egg now!" | {H} scolded {f} for letting it get cold. {F} shouted that {h} fell asleep on
it every night, and each tried to take it away from the other.>
- <"It would make a fine omelette," said {f}. // "Monster!" screamed {h}. "Get out of my sight!" |
{F} talked about an omelette. {H} screamed that {f} was a monster, and it took more than a little
to stop the fight.>
good:
- At sunrise a damp head came out, [blinked|looked round] and [peeped|sneezed]. <"Hello,"
whispered {h}.|{H} had never seen anything so new.> They taught it to [swim|fly], and one day in
the autumn it did, and it came back to them every spring.
- The chick went with its own kind, as it should. It turned in the air once and dropped a feather.
{H} kept it with {h.his} {t.look}.
bad:
- The tapping grew [fainter|slower], and stopped. They waited for [three|four] days. Then they dug
a hole {p.at}, and {h} put the {t} in with it, so that it would not be alone.
- In the night something came in through the [window|hatch]. In the morning there was nothing but
bits of shell, as [blue|thin] as the sky, and {h} gathered them up, every one.
wise:
- to love something is to let it go
- warmth and patience can work wonders
- what is small today may have great wings tomorrow
rue:
- we should ask what a creature needs before we take it home
- wild things belong in the wild
- care must not come a day late

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

# market
premise:
- wants to sell {h.his} {t.look} at the market
- trades away {h.his} {t.look}, bit by bit
gist:
- {H} goes to market to trade {h.his} {t.look} for {m.want}.
well:
- {H} comes home richer than before.
badly:
- {H} comes home with nothing.
matter:
- want=a cow | one=a ham | two=a clock without hands
- want=a pair of boots | one=a sack of salt | two=a blind hen
- want=a stove | one=a bolt of cloth | two=a mouth organ
- want=a donkey | one=a barrel of tar | two=a chess set
- want=a ticket to the city | one=a tub of lard | two=a lame duck
- want=spectacles for Grandfather | one=a bearskin | two=a mousetrap
- want=a real window | one=a crate of lemons | two=a bagpipe
- want=medicine for the baby | one=a churn of butter | two=a box of tin soldiers
- want=a bed that did not creak | one=a keg of syrup | two=a plough
- want=a roof without holes | one=a wheel of cheese | two=a stuffed owl
setup:
- {H} [needed|had to have] {m.want}, and [there was no|had no] money in the house. All {h.he}
[had|could spare] was {t.full}.
- There was [nothing for it|no help for it]: {h.his} {t.look} had to be sold. With the money, {h}
[hoped|meant] to buy {m.want}.
- [Winter|Autumn] was coming, and without {m.want} it would be a [hard|long] one. So {h}
[polished|wrapped] {h.his} {t.look} and went to market with {f}.
trouble:
- They [took the short cut|went|walked|came] by the {p}. {p.see} A man with [a gold tooth|two
hats] stopped them. <"Your {t} for {m.one}!" he said. // "Done!" said {h}, before {f} could open
{f.his} mouth.|He offered {m.one} for the {t}, and {h} agreed before {f} could say a word.>
- The stall stood [between|next to] a [fishmonger|tooth puller] and a [puppet player|rag dealer].
Nobody [wanted|looked at] a {t}. <"{m.one} for it," said {g} at last. "Take it or leave it." //
"I'll take it," said {h}.|At last {g} offered {m.one}, and {h} took it.> They [rested|counted up]
{p.at}. {p.see}
- <"How much is it?" asked {g}. // "It's not for money," said {h}. "It's for {m.want}."|{G} asked
the price, but {h} did not want money.> The upshot was that {h} got {m.one}, which was
[heavy|awkward], and had to be dragged past the {p}. {p.see}
try:
- {M.one} became {m.two}. {M.two} became [an umbrella|a drawer] without a handle. [It was going
downhill|It did not look like a good trade], and {f} [groaned|hid {f.his} face].
- {H} [praised|cried up] {h.his} goods, [hoarse|red in the face]. {F} [danced|stood on {f.his}
head] to draw a crowd. They sold [a shoelace|one smile].
clue:
- {F} had noticed [writing|a mark] on the bottom of the {t}, too small to read. => Then a
[collector|scholar] came by with a magnifying glass, and {f} thought of the [tiny|small] mark that
{f.he} had noticed. The collector bent down to look, and drew in a sharp breath.
- At the gate, a [notice|crier] had warned of [false coins|cutpurses], but they had been in a
hurry. => {H} bit on the coin that {h.he} had been paid. It bent like [cheese|wax]. So this was
what they had been warned of at the gate!
belief:
- Everyone took {m.two}, which {h} ended up with, for [rubbish|junk]. => But a lady in a carriage
[stopped|shrieked]. That was the very thing that she had looked for all her life, to complete her
[set|collection]! She paid with {m.want} and {t.full} on top. => So {h} threw it in the river on
the way home. In the evening there was a knock. A lady in a carriage had looked for just that all
her life, and would have given {m.want} for it, and a house besides.
- {G} had the name of a [cheat|skinflint], and {h} [kept|held] {h.his} pockets shut. => But it was
{g} who [ran|came] after them on the road. {H} had left the {t} on the counter, and {g.the} gave
it back, and {m.want} as well, for an honest face. It was the name that was false, not {g.the}. =>
So {h} would not deal with {g.the}, and went to the [smiling|charming] one next door. {G} had only
been [plain-spoken|gruff]. It was the charming one who took the {t}, and the cart, and {h}'s
shoes.
quarrel:
- <"You fool," said {f}. "You gave it away for nothing!" // "You try it, then, if you're so
clever!" {h} [shouted|snapped]. | {F} called {h} a fool. {H} shouted that {f} should try it, if
{f.he} was so clever, and people [gathered|turned round].>
- <"I want my share," said {f}. // "Your share of what? You only [ate|slept]!" {h} [yelled|cried].
| {F} demanded a share. {H} yelled that {f} had only slept, and one pushed the other into the
[cabbages|eels].>
good:
- And so it went, from hand to hand, until somebody had [just what|the thing that] {h} needed. It
was evening when they [drove|came] home with {m.want}, and even the {t} came back to {h.him}, as a
[gift|extra].
- They did not get {m.want} that day. But {g}, who had watched them, came round the next morning
with {m.want} on loan. <"Pay me in [songs|turnips]," said {g.the}.|It was to be paid for in
songs.>
bad:
- By the evening, {h} had [swapped|traded] everything for [a hole in the ground|one bent spoon].
There was no {m.want}, and no {t}, and it was a long way home.
- A thief [brushed|slid] past in the crowd. {H} reached for the purse and found a cut string.
{M.want} went to somebody else, and the {t} with it.
wise:
- a thing is worth what it means to someone
- honest trade makes friends
- good luck likes a cheerful face
rue:
- a deal made in haste is soon regretted
- not all that smiles is a friend
- we do not know what a thing is worth until it is gone

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
