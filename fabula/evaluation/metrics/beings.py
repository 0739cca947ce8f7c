"""What words say of beings and things: a gender, a species, a lasting state.

The lists hold what children's stories are full of, and only what is certain: a kitten is a cat, but
a teacher may be a woman, a man or an owl.
"""

from typing import Literal

Gender = Literal["she", "he"]

PRONOUNS: dict[str, Gender] = {
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
}

_SHE = """
    actress aunt auntie ballerina bride daughter gal girl girlfriend goddess gran granddaughter
    grandma grandmother granny hen heroine lady ladies lioness ma mama mermaid miss mom momma mommy
    mother mrs ms mum mummy nana niece nun princess queen she sister waitress widow wife witch woman
    women
"""
_HE = """
    boy boyfriend brother bull dad dada daddy duke father gentleman gentlemen grandad grandfather
    grandpa grandson groom guy he husband king knight lad lord man men monk mr nephew pa papa prince
    rooster sir snowman son uncle wizard
"""
_SPECIES = """
    bear panda teddy
    bird birdie blackbird chick chicken crane crow dove duck duckling eagle finch geese goose
        gosling gull hawk hen heron magpie nightingale ostrich owl parrot peacock pelican penguin
        pigeon raven robin rooster seagull sparrow swallow swan turkey woodpecker wren
    bug ant bee beetle bumblebee butterfly caterpillar cricket dragonfly firefly flea fly
        grasshopper ladybird ladybug mosquito moth spider worm
    cat kitten kitty
    crab
    crocodile alligator
    cow bull calf
    deer fawn moose reindeer
    dinosaur
    dog doggy pup puppy
    dolphin
    donkey mule
    dragon
    elephant
    ferret
    fish goldfish shark
    fox
    frog tadpole toad
    giraffe
    goat
    hamster
    hedgehog porcupine
    hippo hippopotamus
    horse foal pony
    human boy brother dad daddy daughter father girl grandma grandpa lady man mom mommy mother mum
        person sister son uncle woman
    jellyfish
    kangaroo
    leopard
    lion lioness
    lizard newt
    lobster
    lynx
    marten stoat weasel
    mole vole shrew
    monkey gorilla
    mouse dormouse mice
    octopus squid
    otter
    pig piglet
    rabbit bunny hare
    raccoon badger
    rat
    rhino rhinoceros
    seal
    sheep lamb
    skunk
    snail
    snake
    squirrel chipmunk
    tiger
    turtle tortoise
    unicorn
    whale
    wolf wolves
    zebra
"""
_OTHERS = """
    adult alien angel animal artist baby baker barber bat beast beaver boss builder bully camel
    captain carpenter chef chief child clerk clown coach cook cop cousin creature cub dancer doctor
    driver dwarf elf explorer fairy farmer fireman fisherman friend gardener genie ghost giant gnome
    goblin guard guest guide hero hunter infant judge keeper kid lawyer leader librarian magician
    mailman mechanic monster musician neighbor neighbour nurse officer ogre owner painter parent
    patient pet pilot pirate player policeman postman professor pupil ranger robot sailor santa
    scientist scout seller shopkeeper singer skeleton soldier spirit spy stranger student tailor
    teacher teenager thief toddler troll tutor twin vendor vet veterinarian victim villain visitor
    weaver worker youth
"""
_STATES = """
    big huge large giant | small tiny
    tall | short
    old | young new
    rich | poor
    heavy | light
    hard | soft
    wide | narrow
    thick fat | thin skinny
    fast | slow
    strong | weak
    deep | shallow
    sharp | blunt
    rough | smooth
    sweet | sour
    ugly | beautiful pretty
    kind nice | mean
"""

GENDERS: dict[str, Gender] = {
    **dict.fromkeys(_SHE.split(), "she"),
    **dict.fromkeys(_HE.split(), "he"),
}
"""The gender that a noun, or `she` or `he`, tells of."""
SPECIES = {
    noun: line.split()[0]
    for line in _SPECIES.replace("\n        ", " ").strip().splitlines()
    for noun in line.split()
}
"""The species that a noun tells of; all birds are one, so are all fishes, bugs and human beings."""
BEINGS = frozenset((*GENDERS, *SPECIES, *_OTHERS.split()))
"""Every noun that means somebody."""
DEAD = frozenset(("dead", "died"))
ALIVE = frozenset(
    ("alive", "asked", "danced", "jumped", "laughed", "ran", "said", "smiled", "walked")
)
"""What only the living are or do."""


def _opposites() -> dict[str, frozenset[str]]:
    found = dict.fromkeys(DEAD, ALIVE)
    for line in _STATES.strip().splitlines():
        one, other = (frozenset(side.split()) for side in line.split("|"))
        for state in one | other:
            found[state] = (other if state in one else one) | {f"not {state}"}
            found[f"not {state}"] = frozenset((state,))
    return found


OPPOSITES = _opposites()
"""For each state those that cannot follow it."""
