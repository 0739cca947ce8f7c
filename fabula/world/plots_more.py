"""Further turns for plots that are told elsewhere."""

TURNS = """
# lost
clue:
- A [puppy|calf|young goat] [followed|trailed after] them for a while and [sniffed|licked] the {t}
before it [ran off|lost interest]. => Then a [small|glad] [bark|call] came from behind the
[wall|haystack]. It was the one that had [sniffed|licked] the {t}, and it was [digging|pawing]
like mad. {H} and {f} [ran|scrambled] over.
- {F} [had tied|tied] a bit of [red|green|blue] yarn to the {t} that morning, [for fun|to tell it
from others]. => Suddenly {f} [pointed|gave a squeak]. On a [thorn|splinter|twig] hung a wisp of
yarn, the very bit from that morning! A little [farther|lower] there was another, and {h}
[hurried|crept] after it.

# broken
clue:
- {F} had a way of [tapping|counting] {f.his} things before [bed|supper], [one by one|from left to
right], and {h} had often [teased|watched] {f.him}. => That evening {f} began {f.his}
[tapping|counting], one by one, as always. {H} [held {h.his} breath|felt sick]. At the empty
[place|spot], {f} stopped. There was no [more hiding|way round it] now.

# building
clue:
- One of the [knots|pegs] [squeaked|slipped] each time the sun [dried|warmed] it, and {h} [told
{h.himself}|decided] it was [a mouse|nothing]. => It had not been [a mouse|nothing]. The one that
[squeaked|slipped] in the sun now [sprang|jumped] open with a [twang|pop], and {m.part}
[swung|hung] loose above their heads.

# gift
clue:
- {G} had [mentioned|let slip] that {f} [never opened|was afraid of] parcels [with bows|that were
too big]. => At the last [minute|moment], {h} remembered what {g.the} had let slip about parcels.
{H.he} [tore off|undid] the wrapping, [there on the doorstep|in the street], and rang with the
bare {t} in {h.his} {h.hands}.

# sharing
clue:
- All that [day|morning], a [thin|skinny] [child|stray] had [lingered on|watched from|waited on]
the other side of the road, [swallowing|with big eyes]. => And when {h} looked up, there were the
same [big|hungry] eyes from the other side of the road, at the window now. Behind them were
[more|others]. Something in {h}'s chest [hurt|turned over].

# skill
clue:
- {H} [had noticed|had seen] how the [swallows|young sparrows] practised: [fall|drop],
[flap|shake], and try [again|once more]. => {H} was about to [quit|give in]. Then, on the
[wire|fence], a young [bird|thing] dropped, shook itself, and tried again, [just as|exactly like]
the others. So {h} [got up|stood up] for [one more|a last] try.

# race
clue:
- The [left|front] [strap|screw] was [a bit|a hair] loose, but {h} [skipped|put off] the
[last|final] check to [comb {h.his} hair|eat a bun]. => And now, at top speed, {h} felt the
[wobble|shake] of the one thing {h.he} had skipped. It [sang|rattled], it [jumped| shrieked], and
then it was off, [rolling|dancing] down the road by itself.

# garden
clue:
- The [old|wise] [women|gardeners] in the lane were [covering|wrapping] their [beans|roses] with
[sacks|straw], one after another, on that [warm|mild] evening. => So that was why the
[beans|roses] in the lane had been wrapped up! In the small hours came a [frost|cold snap] out of
a clear sky. {H} [woke|sat up], saw the [stars|window] glitter, and ran out with every blanket in
the house.

# promise
clue:
- {G} had [shown|told] {h} [a trick|a secret]: three short [whistles|knocks], and wait. {H} had
[laughed|nodded] and forgotten it. => Three short ones, and wait! It came back to {h} [in a
flash|just in time]. {H.he} [tried|did] it, with a dry [mouth|throat]. In the [silence|hush] that
followed, something [stirred|answered].

# storm
clue:
- {F} had [insisted on|packed] a [coil|length] of rope, although {h} had [groaned|teased {f.him}]
about the weight. => {F} did not say a word about who had [groaned|teased]. {F.he} just
[unrolled|got out] the rope that {f.he} had packed. They [tied|knotted] it round their
[middles|waists] and [inched|crawled] along the [bank|wall].

# neighbour
clue:
- Through the [gap|crack] in the hedge, {f} had [glimpsed|seen] [two|six] tiny [shirts|boots] on
the line, [much too|far too] small for a grown-up. => The tiny [shirts|boots] should have told
them. From behind the door came a [giggle|sneeze], then [two|three] more. There was not one
newcomer. There was a whole nursery, and the smallest [peeped|crawled] out through the cat flap.

# rescue
clue:
- {H} had a [whistle tune|song] that {h.he} [hummed|sang] whenever {h.he} was [happy|busy], and
the creatures round about [used to|would] fall quiet and listen. => There was nothing left to try.
So {h} [hummed|sang] the tune that made creatures fall quiet. And {m.it} [stopped struggling|grew
calm], just long enough for {f} to get a grip.

# secret
clue:
- A [jay|crow] had [learned|taken up] the [silly|odd] habit of [copying|repeating] whatever {h}
said. => It was the [jay|bird] in the end. From a [roof|gatepost] in the [middle|heart] of the
village it [squawked|recited] everything that {h} had said, word for word, to whoever [would
listen|passed].

# misunderstanding
clue:
- {F} [was holding|had] a piece of paper in {f.his} {f.hand}, and {f.his} eyes [went|moved] from
left to right as {f.he} spoke. => A sheet of paper [blew|fluttered] against {h}'s leg. It was the
one that {f} had held. {H} read it, from left to right, and [blinked|gulped]. The words on it were
the [very|same] words that {h.he} had overheard: {f} had been reading them out!

# wish
clue:
- A [small|grey] [cat|toad] had been [sitting|crouching] near {h} [ever since|from the start], as
though it were waiting for its turn. => {H} felt something [warm|soft] against {h.his} leg. It was
the one that had been waiting all the time. It looked up at {m.one}, and {h} saw that it had a
wish of its own.

# market
clue:
- {F} [kept|put] one [penny|button] in {f.his} shoe, as {f.his} mother had taught {f.him}, and it
made {f.him} [limp|hobble] a little. => When all seemed lost, {f} sat down and took off the shoe
that made {f.him} limp. There it was! It was [not much|little enough], but {h} took it and
[went|marched] back to the [stalls|crowd].

# fog
clue:
- {F} had [rubbed|dabbed] [onion|goose fat] on {f.his} boots that morning, and {h} had held
{h.his} nose. => Now the smell of those boots, at which {h} had held {h.his} nose, was worth gold.
Somewhere a [hound|dog] got wind of it and began to bark, and they turned toward the
[sound|barking].
"""
