"""Things small enough to carry, dear enough to miss: noun | looks | what marks it | its joy."""

THINGS = """
accordion | little, red, squeaky | with pearly buttons | squeezing silly tunes out of it
alarm clock | brass, blue, round | with two loud bells | winding it up before bed
apron | striped, checked, yellow | with a deep pocket | wearing it on baking days
atlas | thick, worn, blue | with golden edges | tracing far rivers in it
backpack | green, canvas, patched | with a leather strap | packing it for long walks
balloon | silver, purple, orange | on a curly string | watching it bob in the breeze
banner | silk, crimson, handmade | with a painted lion | waving it on feast days
barometer | brass, antique, wooden | with a trembling needle | tapping it every morning
basket | willow, round, wicker | with a curved handle | filling it with berries
bell | copper, tiny, silver | with a clear voice | ringing it at sunrise
birdhouse | painted, wooden, yellow | with a crooked roof | watching wrens move into it
blanket | woollen, patchwork, cosy | with a fringe of tassels | curling up under it
book | leather, picture, dusty | of sea stories | reading it by the fire
bottle | green, glass, slender | with a cork stopper | holding it up to the sun
bow | velvet, polka-dot, satin | with frayed ends | tying it on for parties
bowl | clay, speckled, blue | with a glazed rim | eating porridge from it
box | carved, cedar, painted | with a secret drawer | keeping small wonders in it
bracelet | beaded, amber, silver | with a tiny charm | hearing it jingle
brooch | enamel, golden, oval | shaped like a beetle | pinning it on for visits
broom | birch, sturdy, long | with a red handle | riding it round the yard
brush | soft, fine, wooden | of badger hair | painting skies with it
bucket | tin, dented, blue | with a rope handle | catching rain in it
button | pearl, brass, enormous | with an anchor on it | spinning it like a top
calendar | hand-drawn, paper, bright | with a poem for each month | crossing off the days
camera | black, old, boxy | with a folding front | looking at the world through it
candle | beeswax, tall, golden | that smelled of honey | reading late beside it
candlestick | pewter, brass, twisted | with a round foot | carrying it up the stairs
cape | scarlet, velvet, hooded | with a silver clasp | swooping about in it
cart | wooden, creaky, green | with four red wheels | pulling it down the lane
chair | rocking, tiny, painted | with a straw seat | dozing in it after lunch
cloak | grey, woollen, warm | with a deep hood | wrapping up in it
coin | gold, foreign, shiny | with a hole in the middle | polishing it until it shone
comb | ivory, tortoiseshell, wooden | with a broken tooth | playing tunes on it
compass | brass, pocket, scratched | with a blue needle | finding north with it
cookbook | greasy, thick, ancient | full of plum stains | choosing puddings from it
crown | paper, golden, tinfoil | with seven points | ruling the yard in it
cup | china, chipped, spotted | with a rabbit on the side | drinking cocoa from it
cushion | velvet, plump, embroidered | stuffed with feathers | napping on it
diary | secret, locked, purple | with a tiny key | writing in it each night
doll | rag, wooden, smiling | with button eyes | telling it everything
drawing | chalk, framed, colourful | of a dancing whale | smiling at it each morning
drum | tin, painted, small | with a goatskin top | marching about with it
fan | paper, lace, folding | with painted cranes | waving it on hot days
feather | peacock, golden, blue | with an eye at the tip | stroking it while thinking
fiddle | old, cherry-wood, shiny | with a snail-shaped scroll | playing jigs on it
flag | yellow, ragged, bright | with a white star | hoisting it on the shed
flask | tin, dented, silver | in a leather case | filling it with hot soup
flowerpot | terracotta, mossy, cracked | with a painted face | growing a geranium in it
flute | bamboo, silver, slim | with six holes | playing it at dusk
garland | daisy, paper, woven | of tiny stars | hanging it over the door
globe | spinning, small, faded | on a brass stand | sailing a finger across it
goblet | pewter, tall, royal | with grapes round the rim | pretending to be a king with it
guitar | worn, small, honey-coloured | with one missing string | strumming it on the steps
hammock | striped, rope, faded | with long tassels | swinging in it
hammer | heavy, iron, trusty | with an oak handle | knocking nails in with it
harmonica | silver, pocket, shiny | in a blue case | playing sad songs on it
harp | little, golden, carved | with nine strings | plucking it in the evening
hat | straw, felt, floppy | with a pheasant feather | wearing it in every weather
helmet | leather, shiny, dented | with a red plume | looking like a knight in it
hoop | wooden, painted, large | with jingling rings | rolling it down the street
horn | curved, brass, hunting | on a green cord | blowing it from the hilltop
hourglass | sandy, slender, glass | with a walnut frame | watching the grains fall
inkwell | glass, square, heavy | with a silver lid | writing letters from it
jacket | denim, blue, quilted | with nine pockets | filling every pocket of it
jar | honey, glass, big | with a cloth lid | keeping marbles in it
jigsaw | wooden, giant, tricky | of a castle | piecing it together
jug | cream, earthen, tall | with a cow on it | pouring milk from it
kettle | copper, whistling, black | with a bent spout | hearing it sing
key | rusty, golden, iron | with a heart-shaped end | wondering what it opened
kite | paper, scarlet, diamond | with a tail of ribbons | flying it over the fields
ladder | short, wobbly, wooden | with seven rungs | climbing it to pick cherries
lamp | oil, green, little | with a glass shade | lighting it at dusk
lantern | tin, glowing, square | with coloured panes | carrying it at night
locket | silver, oval, tiny | with a picture inside | opening and closing it
lute | round, ancient, mellow | with a bent neck | singing along to it
magnet | horseshoe, strong, red | with silver tips | fishing for nails with it
marble | glass, swirly, green | with a spark inside | rolling it along the floor
mask | feathered, paper, tiger | with whiskers of wire | surprising everyone in it
medal | bronze, round, polished | on a striped ribbon | wearing it on Sundays
mirror | hand, oval, silver | with a shell frame | catching sunbeams in it
mug | enamel, yellow, chipped | with a fish on it | warming up with it
music box | tiny, walnut, musical | with a dancing bear | listening to it at bedtime
necklace | shell, coral, pretty | of tiny cowries | wearing it to dances
notebook | squared, orange, thin | with a pencil on a string | drawing beetles in it
paintbox | tin, twelve-colour, new | with a fold-out lid | mixing purples in it
pan | frying, iron, small | with a long handle | flipping pancakes in it
parasol | frilly, pink, lacy | with a bamboo stick | twirling it in the sun
pencil | stubby, blue, striped | with a rubber end | sketching with it
pendant | jade, moon-shaped, smooth | on a thin chain | holding it for luck
penknife | folding, bone, small | with three blades | carving whistles with it
pillow | lavender, soft, square | with a stitched sheep | dreaming on it
pinwheel | paper, spinning, rainbow | on a long stick | running with it
pipe | wooden, shepherd's, reed | with a honeyed tone | playing it to the sheep
plate | blue, painted, willow | with a bridge on it | serving tarts on it
pocket watch | silver, ticking, old | on a long chain | listening to it tick
pouch | leather, beaded, soft | with a drawstring | keeping seeds in it
puppet | string, wooden, grinning | with jointed knees | making it dance
purse | knitted, velvet, round | with a snap that clicked | counting pennies into it
puzzle | wooden, puzzling, clever | of nine pieces | solving it again and again
quilt | patchwork, faded, warm | of a hundred squares | hiding under it
rattle | painted, gourd, wooden | with a bone handle | shaking it to a beat
ring | silver, thin, emerald | with two tiny hands | turning it in the light
robe | silk, dressing, long | with embroidered moons | strolling about in it
rocket | tin, toy, silver | with three fins | flying it to the moon and back
saddle | leather, small, handsome | with brass studs | polishing it with wax
scarf | woollen, striped, long | with a bobble at each end | winding it round three times
shawl | lace, crocheted, grey | with a pattern of leaves | wearing it on cool evenings
shell | pink, spiral, pearly | with the sea inside | holding it to one ear
shield | wooden, round, painted | with a blue dragon | playing knights with it
shovel | short, strong, trusty | with a worn grip | digging holes with it
skateboard | fast, orange, battered | with wheels that hummed | riding it downhill
sled | wooden, swift, red | with iron runners | waxing it for the winter
slingshot | forked, hazel, strong | with a rubber band | knocking cones off a wall with it
snow globe | glass, glittering, round | with a village inside | shaking it into a blizzard
spinning top | humming, painted, tin | with a silver stripe | setting it whirling
spoon | wooden, silver, carved | with an acorn handle | stirring soup with it
stamp album | thick, brown, bulging | with stamps from everywhere | sorting its pages
stool | milking, three-legged, small | with a heart cut in it | sitting on it by the stove
suitcase | battered, brown, small | with travel stickers | packing and unpacking it
sundial | stone, mossy, little | with Roman numbers | telling the hour from it
sweater | knitted, baggy, mustard | with a moose on the front | living in it all winter
sword | wooden, toy, gilded | with a rope grip | fighting dragons with it
tambourine | jingling, round, festive | with ribbons on it | shaking it while dancing
teacup | dainty, rose, thin | with a gold rim | sipping mint tea from it
teapot | brown, fat, cracked | with a knitted cosy | pouring tea from it
teddy bear | one-eyed, furry, brown | with a mended ear | hugging it at night
telescope | brass, long, folding | with a starry case | counting the moons of Jupiter with it
tent | canvas, pointed, orange | with a flag on top | sleeping in it
thermometer | glass, thin, garden | with a red thread inside | checking it at noon
torch | bright, rubber, yellow | with a wide beam | making shadow rabbits with it
toy boat | wooden, white, tiny | with a cloth sail | floating it on puddles
toy train | tin, green, clockwork | with a real whistle | racing it round the table
tray | tin, silver, round | with painted peaches | carrying breakfast on it
tricycle | rusty, red, squeaking | with a tooting horn | pedalling it to the gate
trumpet | golden, shiny, loud | with three valves | blowing it at parades
typewriter | clacking, heavy, black | with a sticky R | typing poems on it
ukulele | tiny, turquoise, cheerful | with a palm tree on it | strumming it in bed
umbrella | spotted, huge, green | with a duck-head handle | splashing under it
vase | blue, porcelain, thin | with a painted heron | filling it with tulips
violin | small, glossy, brown | in a velvet case | playing it at the window
wagon | toy, wooden, yellow | with squeaky axles | pulling it to market
wand | hazel, silvery, bent | with a star on the end | casting spells with it
watering can | tin, dented, green | with a long spout | making rainbows with it
weathervane | copper, creaking, green | shaped like a rooster | watching it swing
wheelbarrow | blue, rusty, small | with one wonky wheel | pushing it up and down
whistle | tin, wooden, sharp | on a red string | calling the dogs with it
wind chime | bamboo, tinkling, shell | with seven pipes | hearing it in the night
wreath | holly, woven, fragrant | with a tartan bow | hanging it on the gate
xylophone | rainbow, toy, wooden | with eight bars | playing scales on it
yo-yo | wooden, red, humming | with a glowing rim | doing tricks with it
"""
