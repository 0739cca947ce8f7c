"""What people and animals are called. No name is an ordinary word that a story might use."""


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


GIRLS = _names("""
Ada Alma Amina Anya Asha Astrid Beatrix Bella Bettina Bianca Brigit Calla Carmen Celia Chiara
Clara Clementine Corinna Dalia Daphne Delia Dora Edith Elena Elke Elsa Emmy Esme Etta Fatima
Fern Fiona Flora Freya Frida Gerda Greta Hanna Hattie Hilda Imani Ines Ingrid Irma Isla Ivana
Jana Jemima Josie Jun Kaia Katya Keiko Kira Lana Leila Lena Lotte Louisa Lucia Luna Mabel Maeve
Magda Maia Malia Margit Marit Matilda Mei Mila Mina Mira Molly Nadia Nell Nina Noor Nora Odette
Olga Oona Paula Petra Philippa Priya Ramona Rhea Rita Romy Rosa Runa Sabine Sana Sefa Selma
Signe Sofia Stella Sunniva Talia Tamar Tess Thea Tilda Tova Uma Ursula Vera Viola Wanda Willa
Yara Yuki Zadie Zara Zelda Zoya
""")

BOYS = _names("""
Abel Adil Aldo Alvin Amir Anders Anton Arlo Armin Arno Basil Benno Boris Bruno Caleb Caspar
Cedric Dag Dario Dov Edgar Edwin Eli Emil Enzo Ezra Fabio Felix Ferdi Finn Florian Fritz Gideon
Gino Goran Gus Hal Hamid Hans Hector Henrik Hugo Ian Idris Igor Ilya Ismael Ivo Jamal Jasper
Jiro Joachim Jonah Jorge Josef Kai Karim Kasper Kenji Knut Kofi Lars Laszlo Leif Lev Linus
Lorenzo Luca Magnus Malik Marco Mario Matteo Milo Mirko Moritz Nico Niels Noah Oleg Olin Omar
Orson Oscar Otto Pablo Paolo Pavel Percy Rafi Ravi Remy Renzo Rohan Roland Rufus Ruben Samir
Sandro Silvio Simon Soren Stefan Sven Tariq Teo Theo Timur Tobin Tomas Ugo Viktor Vito Walter
Wendel Wilbur Yann Yusuf Zeno
""")

SHE_ANIMALS = _names("""
Amberle Bibi Binka Brindle Button Cinder Clover Coco Dapple Dimple Dotty Fidget Fizzy Flit
Ginger Hazel Juniper Kiki Lulu Maple Minka Minty Mimi Nettle Nutmeg Olive Pansy Pepper Pippa
Pixie Posy Primrose Quilla Rosehip Saffron Sorrel Suki Tansy Teasel Thimble Tinka Truffle Tuppy
Velvet Wisp Zuzu
""")

HE_ANIMALS = _names("""
Acorn Barnaby Biscuit Bobbin Bosco Bramble Bristle Bumper Burdock Chester Cobble Digby Dusty
Fergus Flint Fuzz Gizmo Grumble Gulliver Hobnob Hopper Huckle Jolly Mortimer Monty Mumbles Nibs
Oats Pebble Pickle Plum Pogo Quincy Quill Rascal Rusty Scamp Scruff Snuffle Sprocket Tangle
Thistle Tock Tumble Twig Waffle Wuffles Ziggy
""")
