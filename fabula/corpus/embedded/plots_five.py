"""Plots about hearts: a treasure map, a fib that grows, a sick friend, the dark."""

PLOTS = """
# treasure
premise:
- finds an old treasure map
- digs for treasure {p.at}
gist:
- {H} finds an old map and digs for treasure {p.at} with {f}.
well:
- They find something worth keeping.
badly:
- The treasure hunt costs them dearly.
setup:
- [Inside|Behind|Under] {t.full}, {h} found a [yellow|torn|greasy] map. A [red|black|burnt] cross
was [drawn|marked|scratched] on it, {p.at}.
- {H} [bought|won|was given] {t.full}, and a [scrap|piece] of [parchment|sailcloth|old paper]
[fell|fluttered] out of it. It was a map of the {p}, with a [skull|cross|star] in one corner.
- A [bottle|tin|pouch] had [washed up|turned up] near the {p}. In it was a map. {H} [paid|swapped]
{h.his} {t.look} for it [on the spot|without blinking].
trouble:
- {P.see} They [paced|counted] [nine|forty|a hundred] steps from the [biggest|oldest]
[stump|post|stone] {p.at} and began to dig. <"How deep do pirates dig?" [puffed|asked] {f}. //
"Deeper," said {h}.|{F} dug, {h} shovelled, and the hole grew [deeper|wider].> Then the
[spade|pick] [hit|struck] something [hard|hollow].
- The map was [tricky|sly]. {P.at} it said to turn [toward the noon sun|three times], [hop|crawl]
to a [split|white] [rock|trunk], and [look up|reach in]. {p.see} <"There's nothing here but
[spiders|mud]," said {f}. // "Read it upside down," said {h}.|{F} found nothing but [spiders|mud],
until {h} turned the map upside down.> And the ground [rang|sounded] hollow.
- Somebody else was [already|also] digging {p.at}: {g}, [up to the hips|knee-deep] in a hole.
{p.see} <"Lost a [button|sixpence]," said {g.the} [quickly|too quickly]. // "So did we," said
{h}.|All three of them [pretended|made believe] to be looking for a [button|worm].>
try:
- They [found|dug up] [a boot|a pipe stem], [a cow's jaw|half a plate], [four|twelve]
[nails|snails], and a [pot|kettle] without a [bottom|lid]. {H} [drew|listed] each of them
[neatly|proudly] in the [sand|margin].
- [Blisters|Backaches] came first, [thirst|hunger] second. {F} [fetched|conjured up] {food}. {H}
[ate|chewed] [standing|with one {h.hand}] and [dug|went on] with the other.
clue:
- In a [corner|fold] of the map stood a [row|pair] of [letters|initials], and {h} had taken them
for a [stain|squashed fly]. => {F} [rubbed|wiped] the [iron|old] [lid|plank] clean. There were the
letters from the fold of the map, as clear as day! It was {f}'s own
[great-grandmother|great-uncle] who had [drawn|signed] it.
- {G} had said it [twice|again and again]: [dig|never dig] {p.at} before the [tide|mist]
[turns|lifts], and {h} had [yawned|shrugged]. => Water [bubbled|welled] up between their
[toes|knees]. It was just what {g.the} had said [twice|so often]. The hole [filled|caved in] as
fast as they could [scramble|climb].
belief:
- Neither of them doubted that it was [gold|pirate gold]. => The chest [sprang|creaked] open.
There was no gold. There were [letters|kites and marbles|jars of seeds], [packed|hidden] by a
child a hundred years ago for [whoever|the friend who] [might|would] come. It was better than
gold, and they put in {t.full} for the next child. => It was a [chest|strongbox], and it was no
treasure. It was [trash|poison] from the old [tannery|mine], [sealed|buried] for good reason. By
[harvest|Sunday] the [well|pond] stank, and all the fish {s.in} were dead.
- {G} was a rival, that was clear: {g.he} had been [spying|peering] at them [for days|from the
start]. => But {g} had drawn the map! {G.he} had [hidden|buried] a feast for the two of them,
[course by course|jar by jar], and had [watched|peered] only to see them [smile|find it]. => {H}
sent {g.the} off on a false trail. It led to the [cliff|shaft]. {G.the} had only wanted to
[warn|help] them. {G} fell, and did not walk again that year.
quarrel:
- <"I hold the map," said {h}. // "And I hold the shovel, you [tyrant|captain nobody]!"
[snapped|cried] {f}. | {H} would not let go of the map. {F} would not let go of the shovel, and
they [insulted|pelted] each other with [words|clods].>
- <"Two thirds for me," said {f}. // "You [shark|leech]!" {h} [cried|yelled]. "Not a crumb!" | {F}
asked for two thirds of it. {H} called {f.him} a [shark|leech], though there was nothing to share
as yet.>
good:
- It was a [box|crock] of [silver|copper] [spoons|buttons], [black|green] with age. They
[bought|paid for] a [new bell|slide] for the [school|street] with it, and [kept|saved] one for
each {h.hand}.
- What they found was a [spring|root cellar], [clear|cool] and [forgotten|roomy]. <"Is it
treasure?" asked {f}. // "Taste it," said {h}.|{H} said that it was the best treasure that anyone
could find.>
bad:
- [Rotten|Old] boards [broke|cracked], and {f} fell. {H} ran for help, but the [way|road] was
long. {F} [limped|walked with a crutch] ever after, and the map went [into the fire|up in smoke].
- There was [nothing|not a thing]. In the hole {h} had [dug|made], the roots of the
[biggest|oldest] tree [dried|withered], and it came down in the [next wind|autumn] on {h.his} own
[roof|shed].
wise:
- the best treasure is what we find together
- a true fortune can be shared
- looking closely is worth more than digging deep
rue:
- a greedy spade digs its own pit
- not every hole should be opened
- no gold is worth a friend's safety

# fib
premise:
- tells a small fib that grows and grows
- pretends to have seen a {m.beast}
gist:
- {H} claims to have seen a {m.beast} {p.at}, and the fib grows.
well:
- {H} admits the fib and is forgiven.
badly:
- Nobody believes {h} when it matters.
matter:
- beast=sea serpent
- beast=giant with one boot
- beast=dragon
- beast=white tiger
- beast=talking bear
- beast=troll
- beast=winged horse
- beast=ghost ship
- beast=two-headed ram
- beast=unicorn
- beast=king in disguise
- beast=moving mountain
setup:
- {H} came home [late|muddy] and without {h.his} {t.look}, and had no [good|proper] excuse. So
{h.he} [made one up|invented one]: a {m.beast}, {p.at}, with [eyes|teeth] like [plates|saws].
- Nobody [paid attention to|listened to] {h}. Then, [at table|in a queue], {h.he} heard
{h.himself} say that a {m.beast} [lived|had sneezed] {p.at} and had [stolen|swallowed] {h.his}
{t.look}. Every head turned.
- It [slipped|popped] out. {F} had been [bragging|talking] about {t.a}, and {h} said that {h.he}
had seen a {m.beast} {p.at}, which was [much better|a lie].
trouble:
- <"How big was it?" asked {f}. // "As big as a [church|haystack]," said {h}. "Bigger!"|When {f}
asked how big it was, {h} made it bigger.> By [noon|Tuesday] there were [patrols|prayers] and [a
reward|a song about it]. [Mothers|Shepherds] {s.in} [bolted|barred] the [doors|sheds].
- {G} [put down|dropped] {g.his} work. <"A {m.beast}? Then we must [march|act]," said {g.the}. //
"Must we?" asked {h}, and swallowed.|{G.the} called everyone together to [march|set out].> They
[lit|carried] [lanterns|pitchforks] and [went|tramped] to the {p}. {p.see} {H} [lagged|trailed]
behind with a [red|hot] face.
- [Visitors|Newsmen] came from [afar|the city]. They [bought|ate] all the [buns|plums] and wanted
to be taken to the {p}. {p.see} <"And the footprints?" asked one. // "It flew," said {h}.|There
were no footprints, so {h} said that it had flown.>
try:
- {H} [carved|cut] a huge foot out of [cork|turnip] and [stamped|pressed] it into the mud. {F}
[measured|drew] the prints and [gasped|whistled].
- Each [answer|fib] [needed|called for] another, as [a wobbly shelf|a leaky boat] needs
[props|pails]. {H} lay [awake|still] at night and [sorted|counted] them.
clue:
- {F} saw a [smear|spot] of [jam|glue] on {h}'s [chin|sleeve] while {h.he} told the story, and
[raised an eyebrow|licked one finger]. => {F} had not forgotten the [smear|spot] on {h}. Beside
the so-called footprint there was another of the same kind, and {f} looked from one to the other,
and then, [long|hard], at {h}.
- Some of the [goats|geese] had been [uneasy|jumpy] for days, long before {h} said a word. =>
There was a [roar|howl] from the {p}. The uneasy animals had known it all along: something was
really out there, and it was [coming|hungry].
belief:
- All agreed that a {m.beast} was nothing but [evil|trouble]. => And there, behind the
[dunes|sheds], it stood: a {m.beast}, a real one! It had [heard|been told] that somebody was
talking about it, and [bowed|blushed] and asked {h} for an autograph. From then on, {h} had no
need to make anything up. => A {m.beast} did come that autumn, a real one, and stood at the edge
of the village and [asked|begged] for water. But all they knew of it was {h}'s tale. They drove it
off with [fire|stones], and with it went the rain.
- {H} was [dead|absolutely] sure that {f} believed every word. => {F} had known from the
[first|start]. {F.he} had played along and made half of the [noises|tracks], [waiting|hoping] for
{h} to laugh. So {h} did, and told everyone, and the two of them put it on as a comedy. => {F} had
believed none of it, and had written it all down for the judge. {H} had to read out each fib in
the square and [pay|answer] for each, and had no name left after that but Fibber.
quarrel:
- <"You're making it up," said {f}. // "How dare you! You're just [blind|dull]!" {h}
[shouted|cried]. | {F} said that it was made up. {H} was [loudly|hotly] insulted, called {f} dull,
and they [jabbed|poked] each other in the ribs.>
- <"You made me carry the [lantern|big drum] all night for nothing!" {f} [shouted|stormed]. //
"Nobody asked you to be so [dim|stupid]!" said {h}. | {F} was angry about the wasted night. {H}
said that only a [dunce|sheep] would have come along, and {f} went for {h.him}.>
good:
- {H} climbed on a [barrel|crate] and [told|confessed] the whole of it, [shaking|pale]. Nobody
[spoke|moved]. Then somebody [snorted|grinned], and {g} [ruffled {h.his} hair|gave {h.him} a
broom], to sweep up after the [crowd|feast].
- <"There is no {m.beast}," said {h}. "I lost my {t}, and I was ashamed." // "That's worth two of
them," said {f}.|{H} told {f} the plain truth, and {f} did not laugh.> They [found|looked for] the
{t} together the [same|next] day, and it was in the [hedge|stove].
bad:
- In the [dark|night] {h} [saw|smelled] smoke, and screamed. Nobody came. They had had
[enough|their fill] of {h.his} screams. {H.his} home burned to the [ground|last beam].
- When the truth came out, it came from others. {H} was [laughed at|hissed at] in the street, and
{f} gave back the {t}, [wordlessly|at arm's length].
wise:
- the plain truth is lighter than the finest fib
- it takes courage to say I was wrong
- a true small thing beats a false great one
rue:
- whoever fibs for fun is not believed in need
- a fib has short legs
- every lie must be paid for

# sickbed
premise:
- wants to cheer up {f}, who is ill
- goes in search of {m.cure}
gist:
- {F} is ill, and {h} goes to the {p} for {m.cure}.
well:
- {F} gets well again.
badly:
- {F} does not get well.
matter:
- cure=white willow bark | brew=bitter tea
- cure=a jar of royal honey | brew=a golden syrup
- cure=mint from a north wall | brew=a cool green drink
- cure=a lemon | brew=hot lemonade
- cure=chamomile | brew=a mild yellow tea
- cure=elderberries | brew=a dark hot juice
- cure=ice | brew=a cold compress
- cure=a goose egg | brew=a beaten egg
- cure=the moss that grows on bells | brew=a grey powder
- cure=thyme | brew=a steam bath
- cure=ginger root | brew=a fiery soup
- cure=garlic | brew=a paste that nobody liked
setup:
- {F} [lay|was] in bed with [spots|a fever|chills]. {F.he} could not even [laugh|sit up]. {H}
[brought|lent] {f.him} {t.full} and [sat|stayed] on the edge of the bed.
- For [four|eight] days {f} had been [too ill|too weak] to play. {F.his} place beside {h} was
[empty|cold], and {t.joy} was no fun for one.
- It had begun with a [sneeze|sore throat]. Now {f} was [hot as a stove|pale as wax] and held
{h}'s {t.look} in {f.his} sleep.
trouble:
- <"It needs {m.cure}," said {g}. "It grows only near the {p}." // "I'll go," said {h} and was out
of the door.|{G} said that only {m.cure} would help, and that it was to be had near the {p}. {H}
was out of the door [already|at a run].> {p.see} But it was [steep|far], and [night|a gale] was
[falling|coming].
- The [chemist|shop] was shut. So {h} [put on|laced] {h.his} boots and set out for the {p}, for
{m.cure}. {p.see} <"Who goes there?" called a [voice|watchman]. // "Somebody in a hurry," said
{h}.|A watchman asked what {h.he} wanted, and {h.he} hardly stopped to answer.>
- {F} opened [one eye|{f.his} eyes]. <"Don't go far," {f.he} whispered. // "Only to the {p}," said
{h}, "and back again."|{F.he} did not want {h} to go, but without {m.cure} there was no
[hope|help].> {p.see} Something [cracked|splashed] in the [dusk|thicket].
try:
- [Twice|Three times] {h} [slid|fell] back, and [once|in one place] {h.he} [hung|clung] by the
[braces|hem]. {H.he} [talked|sang] to {f} in {h.his} head, to keep going.
- {H} [looked|felt] under [one|every] [boulder|fern] after another. There was [hemlock|ivy], there
was [dock|sorrel], but no trace of what {h.he} [sought|needed].
clue:
- {F} had [murmured|dreamed aloud] about a [blue|green] [gate|boat] in {f.his} fever, over and
over, and nobody knew why. => In front of {h} was a [gate|boat] of just the colour that {f} had
murmured about. It was not a dream, then! {F} had been here once, and there, beside it, was
{m.cure}.
- {H}'s own [nose|throat] had been [tickling|sore] since the morning, but there was no time to
[mind|think of] it. => The path began to [spin|swim]. It was not the dark; it was the sore feeling
of that morning, and now it had {h} [by the neck|all over]. {H.he} [hugged|clutched] {m.cure} and
[crawled|staggered] on.
belief:
- Everyone said that only {m.cure} could help. => {H} came back without a crumb of it, in tears.
But {f} sat up in bed, [rosy|hungry]! It was the {t} that {h} had left, and the note with it, that
had made {f.him} laugh till the fever broke. => {H} ran and found it and made {m.brew}. But {g}
had mistaken one illness for another. It was the wrong thing, the very worst thing, and before the
night was out {f} could no longer [see|hear].
- {F} was very ill, there was no doubt of that. => {H} came in with {m.brew}. From under the
blanket came a [giggle|snort]. The spots were [jam|paint]! {F} had wanted to skip the
[dentist|spelling test], and had not dared to stop. {H} [tipped|poured] {m.brew} into the
aspidistra, and laughed in spite of {h.himself}. => Only, it was not {f} who was so ill. {F} had a
cold, no more. It was {h} who had had the fever all the time, and had run out into the wet night
with it. The doctor took off her hat.
quarrel:
- <"It tastes like [mud|socks]," said {f}. "You made it wrong." // "I nearly broke my neck for
you, you [brat|ingrate]!" {h} [shouted|burst out]. | {F} [spat out|pushed away] what {h} had
brought. {H}, who had nearly broken {h.his} neck for it, shouted that {f} was an ungrateful brat.>
- <"You left me alone all day," said {f}. // "For your sake! You only ever [moan|complain]!" {h}
[cried|snapped]. | {F} accused {h} of leaving {f.him} alone. {H} snapped that {f} only ever
complained, and the [bowl|jug] went over.>
good:
- {G} [boiled|stirred] it into {m.brew}. {F} [sipped|drank], and slept, and at [five|six] in the
morning {f.he} asked for {food}. <"With or without?" asked {h}, and [wept|grinned].|{H} had never
[cooked|carried] anything so gladly.>
- [Spoon by spoon|Sip by sip], {m.brew} went down. [The colour|A smile] came back. A week later
the two of them were outside, {t.joy}, wrapped up like [parcels|onions].
bad:
- {H} was [too late|a day late]. {F} lived, but [the fever|it] had taken {f.his} [voice|strength],
and the {t} lay [untouched|still] on the quilt from then on.
- {H} [dropped|spilled] it, [almost home|on the last step], and there was no more to be had that
year. {F} was sent to the [mountains|coast] to get well, and did not come back.
wise:
- caring is half the cure
- to be there is the best gift for the sick
- love finds a way up the steepest hill
rue:
- we should learn what is wrong before we run for a cure
- we must look after ourselves to look after others
- help needs a steady hand

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
