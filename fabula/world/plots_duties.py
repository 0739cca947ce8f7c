"""Plots about trust: a promise, a letter, a secret."""

PLOTS = """
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

# secret
premise:
- discovers a secret {p.at}
- finds it hard to keep a secret
gist:
- {H} discovers {m.what} {p.at} and has to keep it secret.
well:
- The secret turns into a joy for all.
badly:
- The secret gets out, and what was there is lost.
matter:
- what=a nest of kingfishers | it=the nest | who=egg collectors
- what=a cave full of crystals | it=the cave | who=men with hammers
- what=an orchid that nobody had named | it=the orchid | who=ladies with trowels
- what=a family of wild cats | it=the den | who=hunters
- what=a spring of warm water | it=the spring | who=a man who built bathhouses
- what=a sunken rowing boat | it=the wreck | who=treasure diggers
- what=a garden behind a wall | it=the garden | who=boys with sticks
- what=a meadow of glowworms | it=the meadow | who=visitors with jars
- what=an otter with two cubs | it=the holt | who=fur trappers
- what=a piano in the undergrowth | it=the piano | who=a dealer in old wood
setup:
- One day, while [chasing|looking for] {h.his} {t.look}, {h} [crawled|squeezed] through a gap
{p.at}. {p.see} And behind it was {m.what}. {H} [held {h.his} breath|forgot everything else].
- {H} [knew|liked] every [inch|stone] of the {p}. Or so {h.he} thought, until the {t}
[rolled|fell] where no one ever went, and {h} found {m.what}.
- {P.see} It was {p.at}, on the way to try out {h.his} {t.look}, that {h} found {m.what}. Not a
[soul|footprint] was near. It was {h.his} own secret.
trouble:
- A secret [itches|tickles]. By [Tuesday|supper], {h} could [stand|bear] it no longer. <"If I show
you something, will you [swear|promise] not to tell?" {h.he} asked {f}. // "I swear," said
{f}.|{H.he} showed it to {f}, and made {f.him} swear not to tell.> But {f} had a [very big
mouth|hard time with secrets].
- [Soon|In town] there was talk of {m.who}, who paid [good money|gold] for [tips|news]. <"You're
always {p.at}," said {g}. "Seen anything?" // "Nothing at all," said {h}, and turned
[pink|red].|{G} asked {h} what {h.he} did {p.at} all day, and {h} turned red.>
- {H} came [back|again] every day, with [bread|water] and {h.his} {t.look}. Then one
[noon|morning], there were [bootprints|tracks] beside {h.his} own. <"Who else knows?" {h} asked
{f}. // "I only told one person," said {f}.|{F} had told one person, only one, and that was
enough.>
try:
- {H} [laid|made] false trails: [a row of shells|arrows of chalk] that led to the [dump|pigsty].
{F} put up a [sign|board] that said [BEWARE OF THE BULL|WET PAINT].
- They [kept watch|took turns], one [up a tree|in the ditch], one behind the [hedge|woodpile].
They had a signal: [two hoots|a sneeze] meant danger, [three|a cough] meant all clear.
clue:
- One of the [stones|branches] at the gap was loose, and each time it [wobbled|creaked] a little
more. => One foot too many, and the loose one at the gap came [down|away]. With a [crash|rattle]
that could be heard for a mile, the way in lay open to all.
- {G} [often sat|used to sit] not far off and [draw|write] in a grey book, and [shut|closed] it
whenever {h} came by. => At the worst moment, {g.the} stood up, and the grey book [fell|dropped]
open. It was full of pictures of {m.it}! So that was why it had always been shut so fast.
belief:
- {H} was certain that nobody else in the world knew of {m.it}. => When {h} [finally|at last] told
{h.his} grandmother, she only smiled and brought out a box. In it was a drawing of {m.it}, sixty
years old. It had been her own secret, and now they [shared|kept] it, the two of them and {f}. =>
But on the way out {h} met {g}, {f}, the mayor and the band. They had all known for weeks, and
each had brought a friend. So many came to [look|see] that in the end {m.it} was trampled flat.
- {H} took {m.who} for the [worst|greatest] danger of all. => They came, and {h} blocked the way.
But they took off their hats. They had not come to take anything away. They had been sent to put
up a fence and guard {m.it} for good, and they made {h} the first warden. => But {m.who} never
came. It was {h} who had ruined it: so many visits, so many crumbs. The [rats|crows] had followed
the crumbs, and there was nothing left of {m.it}.
quarrel:
- <"You told!" said {h}. "You [swore|promised]!" // "It slipped out!" cried {f}. "You and your
silly secrets!" | {H} accused {f} of breaking {f.his} word. {F} shouted that {h.his} silly secrets
were [a nuisance|a pain], and they [shoved|pushed] each other.>
- <"Let's sell it," said {f}. "We'd be rich." // "Over my dead body!" said {h}. "You'd sell your
own [mother|socks]!" | {F} wanted to sell the secret. {H} said that {f} would sell {f.his} own
socks, and it came to [blows|tears].>
good:
- [The danger passed|They were lucky]. {H} thought it over and told {g}, who [knew|understood]
what to do. Soon there was a [little path|bench], and everyone could look at {m.it}, on tiptoe,
one at a time.
- {M.it} stayed [safe|whole]. {H} and {f} [carved|scratched] their initials under the {t} and
[never told|kept quiet]. <"Ours," said {f}. // "Ours," said {h}.|A secret, they found, weighs half
as much when two carry it.>
bad:
- The [next|third] morning {m.who} were there. By noon there was nothing left of {m.it} but
[mud|splinters]. {H} sat in the middle of it with the {t} and could not [cry|move].
- Too many [feet|eyes] had been there. {M.it} was [spoiled|empty], and what had lived there or
[shone|grown] there never came back. {H} could not look at the {p} any more.
wise:
- a secret is safest with a true friend
- what is rare must be guarded gently
- some joys grow when they are shared with care
rue:
- a secret told once is told to all
- what we show to everyone may be taken from us
- we can hurt what we love by holding it too tightly
"""
