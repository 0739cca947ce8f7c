"""What a plain noun may be like when a story first mentions it; afterwards it stays plain."""

import re

EPITHETS = """
bag: canvas faded heavy leather patched shabby sturdy worn green lumpy
bank: far grassy muddy sandy steep
basket: covered deep flat wide woven
bell: cracked little rusty silver
bolt: heavy iron rusty stiff
boots: heavy muddy old patched
bowl: chipped clay deep wooden
bed: cosy creaky narrow soft warm
branch: bare bent crooked low mossy slender thick
bridge: high humpbacked narrow old
brook: babbling cold clear shallow winding
bush: bristly prickly round thick
cart: creaking heavy loaded muddy rickety two-wheeled
cat: black fat ginger sleepy striped tabby
cellar: cool damp dusty gloomy
chest: heavy iron-bound old painted wooden
chimney: crooked smoking tall
church: little village white
cloth: checked clean white
clouds: dark fluffy grey heavy purple ragged
corner: cosy dark dusty far quiet sunny
crowd: cheerful curious excited huge noisy restless
cupboard: corner kitchen painted tall
curtain: blue heavy lacy red thick
ditch: deep muddy reedy shallow weedy
dog: black brown limping shaggy spotted yellow
door: blue creaky green heavy low narrow oak painted red wooden
doorstep: clean mossy sunny worn
coat: long patched shabby winter
cord: silk thin waxed
crack: deep fine jagged narrow
crumbs: dry fine last sweet
drawer: bottom kitchen sticky
farmer: angry bearded burly red-faced thin
fence: broken crooked high low wooden rickety white
fire: bright crackling little warm
floor: bare cold creaking dusty stone swept
ferryman: bearded gruff sleepy
flood: great sudden muddy
garden: overgrown small walled wild
gander: big furious white
gate: creaking garden green iron rusty side squeaky wooden
grass: cool damp deep dry high long silky soft tall wet
ground: bare cold damp hard soft stony
gust: fierce mighty sharp sudden
heap: big great high shapeless untidy
hedge: dense dusty high prickly ragged tangled
hen: black brown plump speckled
hill: bare gentle grassy round steep
hills: blue distant gentle green misty
hole: dark deep muddy narrow round tiny
house: crooked dark empty narrow tall
judge: famous stern wigged
kitchen: dark tidy warm
knot: clumsy double tight
lady: fine old tall
lamp: bright dim flickering smoky
lane: crooked dusty muddy narrow quiet winding
leaf: broad brown curled dry green wide yellow
leaves: brown crisp dry rustling wet yellow
letter: crumpled long folded yellowed
light: dim faint flickering golden pale soft thin
log: fallen hollow mossy rotten thick
magpie: bold cheeky glossy sly
map: crumpled faded torn yellow
moon: full pale round silver thin yellow
mud: black cold deep slippery sticky thick
nail: bent crooked long rusty
neighbours: friendly good nosy old
nest: big empty neat untidy warm
nettles: high stinging tall thick
mask: feathered grinning plain silver
mirror: cracked dusty tall
monster: dreadful fearsome hairy
noise: dreadful hollow horrible loud strange sudden
paper: brown crackly thin tissue wrinkled
parcel: bulky crooked heavy little neat square
path: crooked dusty grassy muddy narrow overgrown rocky sandy steep stony twisting
pedlar: cheerful hunchbacked ragged travelling
pit: dark deep sandy
pocket: deep inside left torn
pole: bent long striped thin
pot: big black copper dented
pump: creaky iron old village
pebble: flat grey round smooth white
picture: dark faded gilt-framed small
pieces: broken poor sad sharp tiny
plank: loose narrow rotten wobbly
rain: cold driving fine heavy icy soft steady warm
ribbon: blue crumpled frayed long red satin silver
river: broad deep lazy slow swift wide
road: dusty empty long straight white
rock: big flat grey mossy round sharp slippery
rocks: black grey jagged sharp slippery wet
roof: flat leaky low mossy pointed red steep thatched
roots: deep gnarled knotty thick tough twisted
rope: coarse long old stout strong thick wet
sack: dusty empty lumpy old torn
sea: cold grey restless wide
seed: brown flat hard precious round
seal: broken red wax
shadow: dark long thin
shed: dark old tool wooden
ship: great proud three-masted white
shutter: crooked green loose
silence: awkward deep long strange
slope: gentle grassy steep
smell: bitter sharp strange sweet
soil: black dry rich stony
song: cheerful long merry sad
spade: blunt heavy old rusty
stall: corner crowded little
shelf: crowded dusty high narrow top
shop: corner crowded cluttered little village
shore: far lonely rocky sandy
sign: battered faded hand-painted wooden
sky: dark high pale starry wide
stairs: back dark narrow steep winding
step: bottom cold cracked top worn
stick: crooked forked long pointed stout
storm: fierce furious howling mighty savage wild
stove: black hot iron kitchen
stranger: dusty quiet tall tired
stream: cold gurgling quick rushing shallow
street: busy crooked dark empty narrow steep
string: knotted thick waxed
stump: mossy old rotten
swing: garden wooden
table: kitchen long oak round scrubbed wobbly
toe: big left sore
town: busy little old small
thicket: dark dense thorny
thorn: long nasty sharp
thunder: angry distant dull rolling
trick: clever mean old simple
tune: jolly slow sad simple
track: faint grassy muddy narrow
trap: cruel iron rusty
tree: crooked gnarled great leafy old tall
tunnel: cool dark low narrow
valley: broad green misty narrow quiet
village: little quiet sleepy
wall: cracked crumbling garden high old stone warm white
voice: deep hoarse kind strange
watchman: gruff night sleepy
water: black brown clear cold cool dark deep green icy murky still
wheel: muddy wooden squeaky wobbly
wind: bitter cold fresh howling icy keen night restless sharp
window: attic back dusty kitchen little low open round upstairs
yard: back cobbled muddy sunny swept
""".strip()

DESCRIBED = {
    noun: tuple(words.split())
    for noun, words in (line.split(": ") for line in EPITHETS.splitlines())
}

_PLAIN = re.compile(
    r"(\b[Tt]he |\b[Aa]n? |\.his\} )(" + "|".join(DESCRIBED) + r")"
    r"(?![\w'-]| (?:oven|barrel|tree|box|can|house|lion|path|wheel|that|of|without|like))"
)


def with_epithets(template: str) -> str:
    """The template with a slot before every plain noun that may be described."""
    return _PLAIN.sub(r"\1{~\2}\2", template)
