"""Plots about mine and yours: sharing, trading, minding an egg."""

PLOTS = """
# sharing
premise:
- does not want to share {m.it}
- has to learn to share with {f}
gist:
- {H} finds {m.lots} {p.at} and has to choose whether to share.
well:
- {H} shares and there is enough for all.
badly:
- In the end {h} is left with nothing.
matter:
- it=the honey | lots=a pot of honey | made=honey cakes | rot=turned hard and full of ants
- it=the strawberries | lots=a whole bed of strawberries | made=jam | rot=had gone soft and grey
- it=the walnuts | lots=a sack of walnuts | made=nut bread | rot=had been hollowed out by worms
- it=the pears | lots=a tree heavy with pears | made=pear tart | rot=were brown mush
- it=the mushrooms | lots=a ring of big mushrooms | made=mushroom soup | rot=had shrivelled to
dust
- it=the pumpkin | lots=the largest pumpkin ever seen | made=pumpkin soup | rot=had burst and
rotted
- it=the cheese | lots=a wheel of yellow cheese | made=toasted sandwiches | rot=was green with
mould
- it=the blackberries | lots=a hedge full of blackberries | made=a deep pie | rot=had dried on the
stems
- it=the chestnuts | lots=a basket of fat chestnuts | made=a roast | rot=had gone mouldy
- it=the carrots | lots=a cart of sweet carrots | made=carrot stew | rot=were limp and black
- it=the bread | lots=a long warm loaf | made=bread soup | rot=was as hard as a brick
- it=the apricots | lots=a tree of ripe apricots | made=apricot dumplings | rot=were full of wasps
setup:
- It had been a [lean|hungry] [month|week], and everyone's [cupboard|larder] was nearly empty. {H}
thought about food [from morning to night|even in dreams].
- {H} was [very hungry|hungry as a wolf]. There had been [thin|watery|grey] soup for
[three|five|nine] days, and {h} had [sold|pawned|given] {h.his} {t.look} for [the last of the
flour|a bag of meal|six potatoes].
- Everybody {s.in} shared what they had. {H} [had|kept] {t.full} and shared it now and then, but
{h.he} did not [enjoy|like] it.
trouble:
- Then, {p.at}, {h} found {m.lots}. {p.see} {H.he} looked left and right. <"All mine," {h}
[murmured|whispered]. // "What's yours?" asked {f}, who had come up behind.|{H.he} wanted to keep
it all. But {f} had seen it too, and {f.he} was just as hungry.>
- One day {g} pointed {h} to the {p}. {p.see} And there was {m.lots}! {H} [gasped|could not
believe it]. <"Could I have some, too?" {f} asked softly. // "Maybe tomorrow," said {h}.|{F} asked
for a little, but {h} pretended not to hear.>
try:
- {H} [carried|dragged|lugged] everything home, [locked the door|drew the curtains|stopped up the
keyhole] and hid it [beneath {h.his} bed|under the floor|behind the stove]. {H.he} ate until
{h.his} belly [ached|groaned]. It did not taste as good as {h.he} had expected.
- {H} sat on top of {m.it} and kept guard. [Night came|An owl hooted]. It was [cold|lonely] up
there, and every [rustle| leaf] sounded like a robber.
clue:
- There was a [line of ants|smell of mice] near the door, but {h} had no time for that. => In the
morning the ants had told their cousins. A [thick black line|whole army] marched in under the door
and straight toward {m.it}. {H} [yelped|jumped] and ran for help.
- {G} had once [told|warned] {h} that things kept in the dark do not keep for long. => Then a sour
smell came from the corner, just as {g.the} had warned. {M.it} would not keep for long in the
dark. {H} [threw open|opened] the window and looked out for {f}.
belief:
- {H} [supposed|thought] that {f} was after the biggest share. => {F} knocked, and {h} got ready
to say no. But {f} had come with a basket of {f.his} own: salt, flour and butter. {F.he} had never
wanted to take, but to give. Together they made {m.made}, and it fed the whole street. => {F} had
not come to take anything. {F.he} had come to warn {h}: {m.it} belonged to the most bad-tempered
farmer for miles. {H} would not listen. At noon the farmer came with a dog, took everything, and
made {h} work for it all winter.
- {H} was sure that there was [just enough|hardly enough] for one. => Then {g} [came by|laughed]
and showed {h} what was behind the hedge: far more of the same, enough for a hundred! It had never
been little. {H} called {f} at once, and they [feasted|ate] until the stars came out. => {H} ate
and ate. But it had never been meant for eating. It was bait, set out by a trapper, and at the
last bite the trap fell shut. {H} called and called, but {f} had gone home long ago.
quarrel:
- <"I found it," said {h}. "Finders keepers." // "I shared my bread with you last week!" {f}
[cried|shouted]. "You greedy thing!" | {H} said that finders were keepers. {F} [reminded {h.him}
of|shouted about] all the bread {f.he} had shared, and called {h.him} greedy.>
- <"Half is fair," said {f}. // "Half is stealing!" {h} [snarled|snapped] and pushed {f.him} away.
| {F} claimed half, {h} called it stealing, and they [pulled|tugged] and pushed until both sat in
the mud.>
good:
- {H} took a deep breath and called everyone in. {F} made {m.made}, and they [sat close
together|ate from one pot] and told [jokes| stories]. Oddly, {m.made} had never tasted so good.
- So {h} cut {m.it} [into two|into equal] parts and gave {f} the [bigger|first] one. {F} beamed.
[The next day|That evening], {f} came with {food} and shared that, and nobody was hungry.
bad:
- When {h} went to eat again, {m.it} {m.rot}. There was not a bite left for anyone. {H} was
hungrier than before, and nobody [knocked|came] to share a meal.
- {H} ate too much and lay ill for [a week|nine days]. By the time {h.he} was up again, thieves
had taken {m.it}, and {f} had found other friends to eat with.
wise:
- a shared meal tastes twice as good
- there is enough when nobody grabs
- what we give comes back to us
rue:
- those who keep everything end up with nothing
- a full pantry is no comfort to an empty table
- greed is always hungry

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
"""
