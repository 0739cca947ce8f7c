"""Odds and ends by the dozen: likings, sounds, similes, passers-by and what they carry."""

LIKES = """
card tricks; long naps; the rain; puddles; star maps; beetles; hard sums; knitting; old ships;
climbing; collecting stamps; bad jokes; fishing; making lists; riddles; ghost stories; pickles;
thunder; snails; sour plums; whistling; digging; dancing; silence; paper boats; birds' eggs;
parades; tall hats; mud; picnics; mysteries; folk songs; train timetables; swimming; crossword
puzzles; kites' tails; clouds
"""

SINGING = """
singing; arm in arm; very slowly; hand in hand; whistling; full of stories; yawning; skipping;
humming the same tune; with mud up to their knees; chattering; under the first stars
"""

LOST = """
a crumb on a cloth; a snail without a shell; a dropped stitch; a lost mitten; a wet sparrow; a
button without a coat; a fish on a doorstep; a penny in a pond; a mouse in a church; a sock in the
wind; a pea in a bucket; a duckling in traffic
"""

FLUTTER = """
a moth in a lampshade; a bee in a jar; a frog in a box; a bird in a net; a fish on a hook; a cork
in a millrace; a loose shutter; a pea on a drum; a rabbit in a sack; a kettle lid; a sparrow in a
chimney; a runaway clock
"""

STILL = """
a post; a scarecrow; a forgotten umbrella stand; a snowman in spring; an owl by daylight; a
statue; a milestone; a stopped clock; a parked cart; a garden gnome; a heron; a stuffed bear
"""

PALE = """
chalk; milk; flour; a candle; the moon; a goose; cream cheese; a sheet; a mushroom; an eggshell;
snow; paper; salt; wax
"""

DRY = """
a biscuit; a doormat; a brick; old bread; sand; hay; flour; a chimney; last year's leaves;
sawdust; a blotter; toast
"""

LIGHT = """
a feather; thistledown; a soap bubble; a leaf; a moth; foam; a paper boat; a dandelion clock; a
cloud; a straw; a petal
"""

MELTING = """
snow in March; smoke; a dream at breakfast; sugar in tea; butter in a pan; morning mist; ice in
July; a bad smell in the wind; footprints at high tide; frost in the sun; hiccups after a fright;
foam on a beach
"""

SPINNING = """
a top; a leaf in a whirlpool; a puppy after its tail; a coin on a table; a sycamore seed; a
weathercock; a mill wheel; a merry-go-round; a dervish; a button on a thread
"""

HAPPY = """
a lark; a duck in the rain; a bee in clover; a cat by the stove; a pig in straw; a child at the
fair; a dog with two bones; a sparrow in a puddle; a king; a goat in a garden; a cricket in
August; a hen in the sun
"""

LUMPS = """
a turnip; a brick; an oven; a cannonball; a bale of hay; a bag of flour; a church door; an anvil;
a cartload of bricks; a goose egg; a potato; a millstone; a slice of melon; a doormat; a biscuit
tin; a hay cart; an old boot; a barn; a pudding; an iron stove; a sack of sand; a paving stone; a
barrel; an oak stump; a whole ham; a canal barge
"""

PASSERS = """
a {how} postman; a {how} washerwoman; a {how} chimney sweep; a {how} fishwife; a {how}
schoolmaster; two {how} nuns; a {how} soldier; a {how} drummer; three {how} sisters; a {how}
bricklayer; a {how} milkmaid; a {how} umbrella mender; a {how} old couple; a {how} knife grinder;
a {how} rag-and-bone man; a {how} circus rider; a {how} judge; a {how} ploughman; a {how} organ
grinder; a {how} thatcher; a {how} widow; a {how} pedlar; a {how} bridegroom; a {how} plumber
"""

CREATURES = """
a {how} cricket; a {how} ladybird; a {how} hen; two {how} geese; a {how} pig; a {how} worm; a
{how} spider; a {how} cockerel; a {how} partridge; three {how} ducklings; a {how} snail; a {how}
grasshopper; a {how} beetle; a {how} turkey; a {how} moth; a {how} sheep; a {how} cormorant; a
{how} pigeon; a {how} stag; a {how} wasp; a {how} trout; a {how} pheasant
"""

HOW = """
bald; barefoot; beaming; blushing; bleary-eyed; bow-legged; bright-eyed; chubby; courteous;
cross-eyed; dapper; dozing; drenched; dusty; elegant; famous; fidgety; frail; friendly; gangling;
giggling; glum; haughty; hiccuping; humming; jaunty; lanky; limping; muddy; nearsighted;
out-of-breath; perplexed; pompous; puffing; puzzled; rosy; scowling; shabby; skinny; sleepy;
sneezing; snub-nosed; solemn; spotty; squinting; stout; sunburned; tearful; ticklish; tubby;
wheezing; yawning
"""

DOINGS = """
carrying {load}; counting {load}; dragging {load} uphill; selling {load}; balancing {load};
looking for {load}; singing to {load}; arguing about {load}; painting {load}; mending {load};
sitting on {load}; hiding {load}; washing {load}; admiring {load}; unpacking {load}; pushing
{load} along; weighing {load}; dreaming of {load}; guarding {load}; tripping over {load}
"""

LOADS = """
a crate of turnips; eleven eggs; a grandfather clock; a rolled carpet; a ham; a stuffed pike; a
tuba; a row of onions; wet socks; a wedding cake; a stack of chimney pots; a cheese; an armchair;
a sack of feathers; four left boots; a sleeping cat; a string of sausages; a barrel of pickles; a
bundle of rhubarb; a rocking horse; a bathtub; a bunch of radishes; an iron bedstead; a flowering
cactus; seven hats; a birdcage; a tower of plates; a tin trunk; a bucket of eels; a portrait of a
duke; a coil of wire; a dried sunflower; a cracked bell; a wheel of string; a broken rake; one
ski; a bolt of purple cloth; a tray of buns; a stepladder; an inkstand; a bag of nails; a parrot
"""

SOUNDS = """
the {q} tick of a clock; the {q} bark of a dog; a {q} bell; a {q} cough; the {q} hoot of an owl;
the {q} drip of a tap; a {q} song; the {q} squeak of a pump; the {q} grunt of pigs; a {q} horn;
the {q} rattle of pans; the {q} hum of bees; a {q} fly; a {q} laugh; the {q} chirp of crickets;
the {q} beat of a drum; a {q} sneeze; the {q} scrape of a saw; the {q} cluck of hens; a {q} train;
the {q} croak of frogs
"""

QUIET = """
faint; lonely; distant; far-off; hollow; steady; muffled; weary; cheerful; gloomy; sudden;
stubborn; gentle; tuneful; sleepy
"""

ODD_NOUNS = """
acorn; cork; pine cone; thimble; hinge; bolt; walnut shell; eggshell; stub of chalk; bone; cobweb;
crust; crab claw; cogwheel; hairpin; horseshoe; ink blot; matchbox; needle; peg; pea pod;
pinecone; plum stone; radish; raisin; reel of thread; sardine tin; screw; seashell; shoelace;
sock; spring; stamp; toffee; tassel; teaspoon; ticket; turnip; twist of paper; wishbone; postcard;
onion; nutshell; lump of wax; knot of wool; glove; fir twig; fishhook; domino; doorknob; cherry
stone; carrot; bobbin; birch curl; beetle wing; bean; bottle top; mushroom
"""

ODD_LOOKS = """
rusty; striped; chewed; bent; sticky; polished; cracked; greenish; lopsided; shiny; furry; tiny;
gigantic; warm; frozen; salty; knotted; spare; stolen; ancient; brand-new; purple; speckled;
wrinkled; square; squashed; golden; mysterious; lucky; ordinary; blunt; crumbly; oily; pointed;
scarlet; silver; slippery; smelly; snapped; soggy; spotted; twisted; velvety; worthless;
yellowish; charred; crooked; dried; glittering
"""

LAND_KINDS = """
village; hamlet; town; valley; harbour; borough; port; market town; clearing; street; settlement;
parish; bay; township; glen; suburb; district
"""

LAND_LOOKS = """
drowsy; crooked; salty; chilly; sunny; half-forgotten; smoky; cheerful; windswept; leafy; muddy;
scattered; lively; steep; peaceful; dusty; tumbledown; remote; damp; pretty; foggy; whitewashed;
bustling; sheltered; rambling; nameless; noisy; tidy; grassy; flowery; stony; snug
"""

LAND_NEAR = """
below; behind; beside; beyond; near; not far from; a mile from; in sight of; across from; above;
close to
"""

LAND_MARKS = """
dune; cliff; forest; moor; swamp; railway; volcano; waterfall; lake; river bend; vineyard; abbey;
crater; glacier; heath; sandbank; dyke; canal; pass; peak; gorge; brickworks; tannery; lagoon;
wheatfield; monastery; racecourse; coal mine; shipyard; spinney; reservoir; headland
"""

MARK_LOOKS = """
chalky; purple; roaring; silent; endless; gentle; thorny; silver; haunted; shallow; famous; misty;
ruined; black; blue; lonely; wooded; icy; great; little; grey; boggy; bare; rocky; winding; rusty;
sleeping; deep; red; barren; green; moonlit; weedy; golden
"""

FOLK_MARKS = """
boots; stockings; mittens; trousers; spectacles; sleeves; buttons; clogs; pockets; suspenders;
socks; shoes; gloves; slippers; ribbons; bootlaces; leggings; cuffs; earmuffs; wellingtons;
sandals; patches; bows; gaiters
"""

FOLK_LOOKS = """
red; muddy; enormous; green; blue; striped; odd; patched; squeaky; shining; yellow; big; dark;
brown; grey; soft; warm; purple; plain; crooked; tidy; remarkable; splendid; dusty; pink; orange;
white; spotted; bright
"""

BEAST_MARKS = """
tail; nose; back; belly; coat; chin; forehead; left ear; brow; waistcoat; bow tie; hat; rucksack;
neckerchief; scar; collar
"""

BEAST_LOOKS = """
crooked; silky; spotted; striped; stubby; shiny; dark; silvery; speckled; russet; snowy; splendid;
funny; proud; rough; crimson; tattered; bold; gentle; singular; checked; faded; yellow; blue;
dusty; tiny; wide; velvet; chestnut; golden
"""

A_WHILE = """
a good while; half an hour; only a moment; some time; two cups of tea; until the church clock
struck; a very long minute; three tries; longer than it should have
"""
