"""Where stories happen: the home country of a hero, and spots a short walk away."""

# a country: in what | a detail of it
COUNTRIES = """
in a village by the sea | where gulls sat on every chimney
in a valley between two green hills | where sheep bells rang all day
in a narrow house beside a canal | where barges slid past the windows
on a small island | where the post came once a week
at the edge of a great forest | where the wind never quite slept
on a farm at the end of a long road | where roosters did the waking
in a town full of crooked roofs | where every street ran uphill
in a harbour town | where the air tasted of salt
on a mountainside | where goats walked on the walls
in a quiet hamlet | where everybody knew everybody
beside a wide brown river | where the ferry was always late
in a city of bridges | where pigeons knew all the shortcuts
near an old railway line | where poppies grew between the tracks
in the middle of a plain | where you could see rain coming for hours
in a fishing village | where nets dried on every fence
on the shore of a cold lake | where morning mist lay like milk
under a steep red cliff | where swifts built by the hundred
in a land of orchards | where spring smelled of blossom
among the vineyards | where even the dogs were purple at harvest time
at the foot of a sleepy volcano | where the bath water was always warm
in a street of seven houses | where each door had its own colour
on the edge of a moor | where heather grew up to the doorstep
by a crossroads | where travellers stopped to ask the way
in a clearing among birches | where the light fell in coins
near a marsh | where frogs sang the evening in
in an old walled town | where ivy held up half the houses
beside a waterfall | where rainbows came every afternoon
at the bottom of a grassy valley | where a brook did most of the talking
in a country of windmills | where the flags were never still
far away in the north | where summer nights were never dark
"""

# a spot: name | at or by it | a detail (a whole sentence), three of them
SPOTS = """
- mill pond | by | Dragonflies hung over the water. | Reeds whispered along the bank. | A moorhen
paddled in and out of the rushes.
- apple orchard | in | Bees bumbled from tree to tree. | The grass was full of fallen fruit. | Old
branches leaned on wooden crutches.
- stone bridge | by | Moss grew thick between the stones. | The stream chattered underneath. | A
wagtail bobbed on the parapet.
- windy hill | on | The grass lay flat and silver. | From the top you could see three church
towers. | Larks went up like sparks.
- bluebell wood | in | The ground was one soft blue haze. | A cuckoo called and called. | Ferns
uncurled beside the path.
- old quarry | in | Every word came back as an echo. | Rabbits had dug holes in the loose sand. |
Rusty rails ended in the nettles.
- village green | on | The chestnut tree threw a round shadow. | Two geese kept watch over the
grass. | A striped tent stood waiting for the fair.
- market square | in | Stalls stood in rows under bright awnings. | The fountain splashed and
gurgled. | It smelled of cheese and oranges.
- lighthouse steps | on | Waves thumped on the rocks below. | Limpets clung in tidy rows. | The
white wall was warm in the sun.
- pebble beach | on | Each wave rattled the stones. | Seaweed lay about in brown ribbons. |
Sandpipers ran along the foam.
- hay barn | in | Dust danced in the stripes of light. | It smelled of summer and mice. | Swallows
flew in and out of the high window.
- rose garden | in | Petals lay on the gravel like confetti. | A stone lion dozed beside the gate.
| The hedges were as high as a horse.
- railway bank | by | Wild strawberries grew on the warm side. | The rails hummed long before the
train came. | Goldenrod nodded in the draught.
- willow island | on | The long branches trailed in the current. | A swan had built her nest
there. | You could only reach it over stepping stones.
- castle ruin | in | Jackdaws chattered in the empty windows. | Wallflowers bloomed where a roof
had been. | One stair led up to nothing at all.
- sand dunes | in | Grass hissed in the sea wind. | Footprints vanished almost at once. | Tiny
blue butterflies rested out of the wind.
- beech grove | in | The trunks were as grey and smooth as seals. | Dry leaves crackled underfoot.
| Somewhere a woodpigeon cooed.
- fox hollow | in | Brambles closed over it like a roof. | The earth was cool and smelled of
roots. | Nobody could see you there.
- vegetable patch | in | Beans climbed up their poles. | A scarecrow in a bowler hat kept watch. |
Fat cabbages sat in rows.
- boathouse | by | Ropes creaked softly. | The planks were slippery and green. | Water slapped
under the floor.
- ferry landing | by | Little fish darted between the posts. | A notice flapped on its nail. | The
river was brown and wide there.
- clover field | in | Thousands of bees were at work. | A hare had left her round bed in the
grass. | Every step smelled of honey.
- hidden spring | by | Clear water bubbled out of the moss. | Watercress grew in the cold pool. |
A tin cup hung there for thirsty walkers.
- thorny hedge | by | Sparrows quarrelled in the leaves. | Old man's beard hung on it like smoke.
| A gap led through to the next field.
- hollow oak | by | Ten people could stand inside it. | Woodlice marched under the bark. | It had
seen four hundred summers.
- chalk path | on | White dust covered the daisies. | Cart tracks had worn it deep. | A lizard
sunned itself on a flint.
- duck pond | by | Ducklings sailed along in a line. | The mud was full of little webbed prints. |
Bread crusts floated near the edge.
- beehives | by | The air hummed like a distant choir. | White boxes stood in the long grass. |
The lavender beside them shook with visitors.
- cherry lane | in | The trees met overhead. | Stones and stalks crunched underfoot. | Starlings
squabbled over the ripest fruit.
- blueberry moor | on | Low bushes stretched to the horizon. | Curlews cried far away. | Pools of
black water reflected the sky.
- rocky cove | in | Crabs scuttled under the weed. | A seal watched from the waves. | The cliffs
kept the wind away.
- pine ridge | on | Resin glittered on the bark. | Cones lay everywhere like little hedgehogs. |
The needles made the ground as soft as a bed.
- old well | by | Ferns grew out of the brickwork. | A pebble took three breaths to splash. | The
rope was worn smooth.
- toll house | by | A striped pole lay across the road. | Hollyhocks leaned against the wall. |
Nobody had paid there for a century.
- sunflower field | in | All the heavy heads looked the same way. | Goldfinches picked at the
seeds. | Between the stalks it was dim and green.
- mossy wall | by | Snails slept in the cracks. | Stonecrop bloomed on the top. | It was just the
right height for sitting.
- windmill | by | The sails groaned round. | Flour lay white on every step. | Its shadow swept
across the barley.
- little harbour | in | Masts clinked in the breeze. | Cats waited for the boats. | Crates of
shining herring stood on the quay.
- bell tower | by | Pigeons clattered out of the slats. | The clock was always four minutes slow.
| The steps wound up and up.
- potato field | in | Crows strutted between the ridges. | The soil was black and crumbly. | A
forgotten hoe leaned on the gate.
- frog marsh | by | Planks led over the wettest places. | Bog cotton nodded in the wind. |
Something plopped at every step.
- school yard | in | Chalk squares covered the ground. | A lime tree grew in the corner. | One
lost mitten hung on the railing.
- greenhouse | in | The air was warm and wet. | Tomatoes glowed behind the misty glass. | A tap
dripped into a barrel.
- stepping stones | by | The water curled round each one. | A dipper curtsied on the biggest rock.
| Trout waited in the shade.
- juniper slope | on | Goats had nibbled every bush into a ball. | Thyme grew between the rocks. |
Grey stones lay about like sleeping sheep.
- sawmill | by | Yellow dust covered everything. | Logs lay stacked like giant pencils. | It
smelled of fresh wood.
- salt meadow | in | Geese grazed in long lines. | Creeks wound through the sea lavender. | The
wind had nothing to stop it.
- lily pool | by | Pink flowers floated on the dark water. | Newts hung between the stems. | A
stone bench stood half in the water.
- tea garden | in | Lanterns hung from the plum trees. | Wooden chairs stood about in pairs. | A
robin hopped from table to table.
- snail rock | by | Its spiral pattern shone after rain. | Somebody had carved two letters there
long ago. | The top was flat like a table.
- barley field | in | Waves ran through it from end to end. | Cornflowers looked out at the edges.
| A quail called from the middle.
- crooked pier | on | Mussels clustered on the posts. | Three boards were missing. | Nets hung up
to dry.
- hazel copse | in | Catkins dangled over the track. | A squirrel scolded from above. | The thin
stems grew as close as combs.
- echo cave | in | Drops fell with tiny chimes. | Bats hung in a corner like folded gloves. | The
walls glittered when light touched them.
- goose meadow | in | White feathers lay about like snow. | A brook cut it in two. | Buttercups
grew right up to the fence.
- poplar road | on | The leaves flickered and rustled. | Milk churns stood beside a gate. | It ran
as straight as a ruler.
- peat bog | by | Sundew glistened on the hummocks. | The ground wobbled like pudding. | Black
stumps stuck out of the mud.
- plum terrace | on | Wasps tumbled drunkenly about. | Steps had been cut in the slope. | The
walls gave back the heat of the day.
- smithy | by | Sparks flew out of the open door. | Horseshoes hung in rows. | The hammer rang
like a bell.
- watch tower | by | A ladder led up to the lookout. | Ravens circled above it. | Its timbers were
grey with age.
"""

# the day a story begins: its words | what is seen of the weather, two of them
DAYS = """
- one misty morning | Fog hung between the trees like washing. | The fences seemed to float in the
haze.
- one bright spring morning | Everything glittered with dew. | The first warm breeze smelled of
earth.
- one windy autumn day | Leaves whirled along the ground. | The clouds raced each other across the
sky.
- one hot afternoon in July | Even the flies were too tired to buzz. | The air shimmered above the
road.
- one golden evening | Long shadows stretched over the fields. | The last sunlight lay on the
roofs like butter.
- one rainy Tuesday | Drops raced each other down every leaf. | The puddles were as wide as ponds.
- one cool morning in September | Spiderwebs glistened on every bush. | Blackberries shone in the
hedges.
- one blustery afternoon | Hats and leaves flew by. | The gate banged all by itself.
- one clear morning in May | The sky was as blue as a jay's feather. | Swifts screamed for joy
overhead.
- one grey Monday | The clouds hung low like a lid. | A fine drizzle tickled every nose.
- one sunny Saturday | Washing danced on every line. | The whole world seemed to be on holiday.
- one quiet Sunday | Not a leaf moved. | Far away, a single bell was ringing.
- one morning after the rain | The gutters were still dripping. | Worms had come out to look
about.
- one warm summer evening | Crickets chirped in the grass. | Moths circled the first lights.
- one day in late August | The corn stood high and dry. | Thistledown drifted through the air.
- one morning in early spring | Snowdrops nodded beside the path. | The last ice had gone from the
ditches.
- one breezy morning | The grass ran in waves. | Small white clouds sailed by like boats.
- one day at harvest time | Carts rumbled past, piled high. | The stubble prickled underfoot.
- one mild October day | Chestnuts lay shining in the leaves. | The woods were red and yellow.
- one lazy afternoon | The shade was full of sleeping cats. | Nothing stirred except a butterfly.
- one early morning in June | The cuckoo had already started. | Roses opened along the wall.
- one cloudy day | Sun and shadow took turns on the hills. | Somewhere behind the clouds, a lark
was singing.
- one drowsy noon | The shadows had shrunk to nothing. | Bees hung about the foxgloves.
- one fresh morning | The air was cold and clean as water. | Smoke rose straight from the
chimneys.
- the day after the fair | Paper streamers still lay in the grass. | Everyone was a little sleepy.
- on the first day of autumn | The swallows were gathering to leave. | A yellow leaf floated down.
- on the longest day of the year | The sun had been up since four. | Elderflowers shone like
plates.
- on market day | Wheels rattled and hens cackled. | The road was full of carts and baskets.
"""

FOODS = """
pancakes with honey; pea soup; plum dumplings; warm bread and butter; apple pie; cheese on toast;
baked potatoes; raspberry jam tarts; noodle soup; pumpkin porridge; cinnamon buns; roasted
chestnuts; carrot cake; mushroom stew; blackberry crumble; lentil soup; ginger biscuits; corn
bread; oatcakes; strawberries and cream; barley broth; poppy-seed rolls; nut cake; cherry pudding;
cabbage pie; sweet rice; toasted seeds; waffles; pear compote; walnut bread; leek and potato soup;
custard; rhubarb pie; turnip stew; peach cobbler; semolina with cherries; almond cake; onion tart;
fried apple rings; hot chocolate; blueberry muffins; sesame bars; radish sandwiches; fig bread
"""
