"""Plots about marvels: a wish, a treasure map."""

PLOTS = """
# wish
premise:
- is granted one wish
- catches {m.one} that can grant wishes
gist:
- {H} meets {m.one} {p.at} and is given a wish.
well:
- The wish is used well.
badly:
- The wish brings bad luck.
matter:
- one=a golden carp | it=the carp
- one=a fallen star | it=the star
- one=an elf in a bottle | it=the elf
- one=a talking toadstool | it=the toadstool
- one=a silver moth | it=the moth
- one=a cloud the size of a pillow | it=the cloud
- one=a one-eyed genie | it=the genie
- one=a snow-white stag | it=the stag
- one=a very old dragonfly | it=the dragonfly
- one=a mermaid with a cold | it=the mermaid
- one=a laughing stone | it=the stone
- one=a blue firefly | it=the firefly
setup:
- {H} wished for [a thousand|so many] things: [a bigger bed|longer legs], [gold|a crown],
[summer|Sunday] all year round. And for {t.a} [like the one in the window|of {h.his} own].
- {H} owned little more than {t.full}, and {h.he} often [sighed|grumbled] that [others had more|it
was not enough].
- [In the evening|At night] {h} used to [lean out|sit] and make wishes, with {h.his} {t.look} on
{h.his} knees. [So far|Up to now] not one had come true.
trouble:
- One day, {p.at}, there was a [splash|flash]. {p.see} Before {h.him} was {m.one}. <"One wish," it
said, "and [only one|no more]. Think well!"|It let {h.him} know, without a word, that {h.he} had
one wish.> {H}'s head [spun|buzzed] like a [mill| hive].
- {H} found {m.one} {p.at}, [caught|stuck] in a [thorn bush|bit of wire], and set it free. {p.see}
<"For that you shall have a wish," said {m.it}.|As thanks it [granted|gave] {h.him} one wish.> {H}
[called|ran to] {f} and told {f.him} at once.
- {P.see} And in the middle of it sat {m.one}, [yawning|combing itself]. <"Well?" it said. "What
will it be? I haven't got all day."|Everyone knew that such a one could grant a wish.> {H} opened
{h.his} mouth and [shut|closed] it again.
try:
- {H} [made a list|drew up a list] as long as {h.his} arm. [Cakes|Castles] were on it, and [a
ship|wings], and no more [washing|spinach]. {F} added [rain|a trombone of gold]. {G}
[shook|scratched] {g.his} head.
- [All night|Until dawn] {h} tossed and turned. Every wish had a [hole|catch] in it. Gold could be
[stolen|lost], cake could be [eaten|burnt], and a [castle|palace] had to be swept.
clue:
- {M.it} had [coughed|flickered] a little while {h} was [speaking|watching], and its light had
been [dim|weak]. => And now {h} understood why its light had been so dim. {M.it} was dying, and
had kept this last bit of [strength|magic] for the wish. Whatever {h.he} said now would be [said
for ever|the end of it].
- {G} always said that a wish comes with a bill, and [wagged|lifted] a finger. => So {g.the} had
been right: there was a bill. For every wish that came true, something else [would vanish|was
taken]. It was [written|scratched] in tiny letters on the ground before them.
belief:
- {H} was convinced that {m.it} was real magic. => {H} wished that {f} would never be lonely. Then
the trick came out: behind a rock knelt {f} with [wires|a lamp] and a funny voice. There was no
magic at all! {F} had wanted to know what {h} wished for most. And so it came true after all,
right there. => {H} wished away everything {h.he} owned for a palace, and gave it all to a man in
a coach who came to fetch the fee. There was no magic. {M.it} was a [painted toy|puppet] on a
string, and the man in the coach was never caught.
- {H} thought that the best wish was to be [rich|famous]. => {H} said it. Then {m.it} laughed and
[pointed|turned] to {f}, to the {p}, to the sun on the {t}. That was the trick of it: {h} had been
rich from the start! And the more {h.he} looked about, the more it was true. => {H} said it, and
it was so. There were crowds at the door day and night. {H.he} could not [sleep|walk] or
[play|think], and {f} could not get through to {h.him}. {H} would have wished it all back, but
{m.it} was gone, and {h.he} never had a quiet hour again.
quarrel:
- <"Half of the wish is mine," said {f}. // "I [found|saw] it first!" {h} [hissed|shouted]. "Keep
out of it!" | {F} wanted half of the wish. {H} hissed that it was none of {f.his} business, and
they called each other [pigs|misers].>
- <"Don't be so [selfish|stupid]," said {f}. "Wish for something for all of us." // "It's my wish,
and you are a nag!" said {h}. | {F} called {h.him} selfish. {H} called {f} a nag, and there was no
more peace between them.>
good:
- {H} [took|drew] a deep breath and wished that [nobody {s.in} would be hungry|it would rain on
the dry fields] that [year|summer]. There was a [puff|tinkle]. Nothing seemed to [change|happen].
But by and by, here and there, people began to [smile|sing].
- {H} wished {m.it} well and free. <"That's all?" asked {m.it}. // "That's all," said {h}.|Nobody
had ever used a wish like that.> It [rose|glowed] and was gone, and where it had been lay {t.a}
with {h}'s name on it.
bad:
- {H} was so [hasty|excited] that {h.he} only [said|stammered] the first thing that came to mind:
a sausage. And a sausage it was. It was not even a good one. {M.it} [sighed|yawned] and was gone
for ever.
- {H} wished for {t.joy}, day and night. From then on {h.he} [could|might] do nothing else, [not
eat|not sleep], until {h.he} hated the {t} with all {h.his} heart. There was no second wish.
wise:
- the best wishes are for others
- we may be richer than we think
- a good heart is worth more than magic
rue:
- we should think before we wish
- those who want everything lose what they have
- there is no magic that can mend a foolish choice

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
"""
