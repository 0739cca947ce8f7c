"""Who can be in a story: children, grown people with a trade, animals; and their natures."""

# kind | what it holds things with | where it sleeps
ANIMALS = """
badger | paws | sett
bat | wings | cave
bear | paws | den
beaver | paws | lodge
blackbird | wings | nest
calf | hooves | barn
chipmunk | paws | burrow
crow | wings | nest
deer | hooves | thicket
dormouse | paws | nest of moss
donkey | hooves | stable
duck | wings | nest in the reeds
ferret | paws | tunnel
finch | wings | nest
foal | hooves | stable
fox | paws | den
frog | hands | bed of lily pads
goat | hooves | shed
goose | wings | nest in the reeds
gosling | wings | nest in the reeds
hamster | paws | burrow
hare | paws | hollow in the grass
hedgehog | paws | heap of leaves
heron | wings | nest
kitten | paws | basket
lamb | hooves | fold
lizard | hands | crack in the wall
lynx | paws | cave
magpie | wings | nest
marten | paws | hollow tree
mole | paws | tunnel
mouse | paws | hole under the roots
newt | hands | home under a stone
otter | paws | holt
piglet | trotters | sty
pony | hooves | stable
puppy | paws | basket
rabbit | paws | burrow
raccoon | paws | hollow log
robin | wings | nest
seal | flippers | bay
shrew | paws | hole under the roots
sparrow | wings | nest
squirrel | paws | hollow tree
stoat | paws | den
swallow | wings | nest
toad | hands | home under a stone
tortoise | feet | box of straw
vole | paws | burrow
weasel | paws | den
woodpecker | wings | hollow tree
wren | wings | nest
"""

# a trade that either a woman or a man may have
TRADES = """
baker
beekeeper
blacksmith
bookbinder
carpenter
carter
cheesemaker
clockmaker
cobbler
cook
doctor
farmer
ferry keeper
fiddler
fisher
florist
gardener
glassblower
goatherd
innkeeper
lamplighter
librarian
lighthouse keeper
locksmith
miller
nurse
painter
piano teacher
potter
postmaster
rope maker
sailor
shepherd
shopkeeper
street sweeper
tailor
tinker
toymaker
weaver
woodcutter
"""

GUIDE_ANIMALS = """
old owl; wise raven; old heron; grey goose; slow tortoise; ancient toad; kind moose; gentle
carthorse; old crane; clever jackdaw; patient snail; grey wolf; elderly stork; big buffalo; old
pelican; white swan; stout bullfrog; old sheep; friendly elk; wise pike; old rook; bearded goat
"""

GUIDE_FOLK = """
old {trade}; kind {trade}; friendly {trade}; cheerful {trade}; grey-haired {trade}; tall {trade};
retired {trade}; round-faced {trade}; patient {trade}
"""

# trait | how it shows
TRAITS = """
- shy | {H} [spoke so softly that|was so quiet that] people often [forgot {h.he} was there|had to
lean close to hear {h.him}]. | Whenever strangers [came by|passed], {h} [hid behind the nearest
tree|studied the ground|pretended to be busy].
- curious | {H} could not pass a [closed door|hole in a fence|hollow log] without [peeping
inside|wondering what was behind it]. | Every day {h} asked at least [twenty|a hundred|fifty]
questions, and most of them began with [why|how].
- cheerful | {H} [hummed|whistled] from breakfast until [bedtime|supper]. | Even on grey days, {h}
found something to [laugh|smile] about.
- careful | {H} always [looked twice|counted to three] before [crossing a stream|stepping on a
log|opening a gate]. | {H} [folded|put away] everything neatly and never [lost a button|spilled a
drop].
- forgetful | {H} once went out with [two different boots|a spoon behind one ear|a basket on
{h.his} head] and never noticed. | {H} tied [knots in a string|ribbons round a branch] to remember
things and then forgot [what they were for|where the string was].
- stubborn | Once {h} had [made a plan|started something], not even [an earthquake|a herd of
cows|a thunderstorm] could change it. | When {h} said no, it [stayed no|was no until Sunday].
- brave | {H} had once [chased a bull out of the clover|climbed the tallest pine|walked home
through the dark alone]. | {H} was never [afraid of thunder|scared of spiders], or at least [never
showed it|hardly ever].
- timid | A [snapping twig|slamming door|falling leaf] was enough to make {h} jump. | {H} was
afraid of [wasps|geese|deep water], loud [bangs|voices], and [shadows|the dark].
- dreamy | {H} liked to lie [in the grass|on the roof|under a hedge] and [find faces in the
clouds|make up names for the stars]. | Often {h} [stopped in the middle of a sentence|walked into
a post] because of a [lovely thought|daydream].
- clever | {H} could [untie any knot|solve any riddle|mend a clock with a hairpin]. | When others
[scratched their heads|gave up], {h} [usually had an idea|drew a plan in the dust].
- kind | {H} [carried snails off the path|shared every apple|always left crumbs for the birds]. |
If someone was sad, {h} [noticed at once|sat down beside them and stayed].
- impatient | Waiting made {h} [hop from foot to foot|sigh like a kettle]. | {H} ate cakes [while
they were still hot|before they had cooled] and burned {h.his} tongue every time.
- proud | {H} liked to be [first|the best] at everything, and liked others to [know it|see it]. |
{H} often stopped at [a puddle|the pond|a shop window] to [admire|look at] {h.his} own reflection.
- gentle | [Butterflies|Baby birds|The shyest lambs] were never afraid of {h}. | {H} never
[stamped|slammed a gate|shouted], not even when [in a hurry|everything went wrong].
- lonely | {H} often [played both sides of a game|talked to the moon|gave names to stones],
because there was nobody else. | In the evenings {h} [watched the lit windows|listened to distant
laughter] and wished for company.
- lazy | {H}'s favourite place was [the hammock|a patch of sun], and {h.his} favourite word was
[later|tomorrow]. | {H} could [yawn|stretch] for a whole minute and call it work.
- hardworking | {H} was [up before the sun|already busy] when others were still
[snoring|dreaming]. | {H} never went to bed before [every tool was clean|the last job was done].
- playful | {H} could turn [a stick|an old bucket|a heap of leaves] into a game. | Nobody knew
more [riddles|hiding places|silly songs] than {h}.
- generous | If {h} had [two plums|two biscuits], one of them [was yours|already belonged to
someone else]. | {H} [gave away|lent] things so gladly that {h.his} shelves were nearly empty.
- greedy | {H} always [counted the dumplings|looked for the biggest slice] before sitting down. |
{H} kept [nuts under the pillow|a secret jar of sweets|three lunches] just in case.
- honest | {H} [never told a fib|could not fib], not even about [who ate the jam|muddy feet]. |
When {h} found [a penny|a glove], {h.he} [asked every neighbour|walked for miles] to find the
owner.
- noisy | You could hear {h} coming from [three fields away|the far side of the hill]. | {H} [sang
at breakfast|drummed on every fence] and [laughed like a trombone|sneezed like thunder].
- quiet | {H} [liked listening better than talking|saved words like pennies]. | {H} moved so
[lightly|softly] that even the [cat|crickets] did not notice.
- tidy | {H} [lined up pebbles by size|swept the doorstep twice a day]. | Everything {h} owned had
[its own hook|a label|its proper corner].
- messy | {H} left a trail of [crumbs|twigs|muddy prints] wherever {h.he} went. | In {h}'s home
you had to [hop over heaps|dig] to find [a chair|the bed].
- clumsy | {H} [tripped over flat ground|bumped into doors|dropped spoons] and always
[laughed|said sorry to the furniture]. | If there was a bucket anywhere, {h} [put a foot in
it|knocked it over].
- hopeful | {H} believed that [something lovely waited round every corner|tomorrow would be even
better]. | Whenever clouds came, {h} [looked for the rainbow|waited for the blue].
- grumpy | {H} [grumbled at the sun for being bright|frowned at mornings]. | {H} liked
[silence|thick soup] and very little else, or so {h.he} said.
- thoughtful | {H} liked to [think things over|sit on a wall] before [deciding|answering]. | {H}
remembered everyone's birthday and [favourite flower|what made them laugh].
- adventurous | {H} had [drawn a map of every path|climbed every hill] for miles around. | {H}
kept a [packed bag|rolled blanket] by the door in case of [an adventure|a journey].
- boastful | {H} told everyone that {h.he} could [outrun the wind|jump over the moon]. | According
to {h}, nobody [sang better|swam faster|told finer jokes].
- nervous | {H} [chewed|twisted] {h.his} scarf whenever something new [happened|came along]. |
Before every [trip|party], {h} worried about [rain|getting lost|saying the wrong thing].
- merry | {H} [danced on the way to the well|laughed so hard that others had to join in]. | At
every [feast|wedding], {h} was the [first to dance|last to go home].
- helpful | {H} [carried baskets|held ladders|untangled wool] for anyone who asked. | Neighbours
[knocked|called] whenever something was too [heavy|high], and {h} always came.
"""

# how a friend can be described when we first meet them
FRIENDLY = """
loyal; sensible; jolly; sleepy; quick; bold; talkative; sharp-eyed; good-natured; lively; calm;
serious; funny; plump; wiry; soft-hearted; bright; hungry; daring; polite; sturdy; nimble;
mischievous; trusty; fussy; warm-hearted; spirited; easygoing
"""
