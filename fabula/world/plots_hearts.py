"""Plots about hearts: a fib that grows, a sick friend."""

PLOTS = """
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
"""
