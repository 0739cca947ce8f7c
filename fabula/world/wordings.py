"""Words that may stand for one another anywhere in these stories, so that no two sound alike.

A line that begins with a capital letter is for the beginning of a sentence alone.
"""

import re

SYNONYMS = """
all at once; suddenly; all of a sudden
suddenly; all at once; all of a sudden
at last; finally; in the end
in the end; at last; finally
began to; started to
started to; began to
did not; didn't
could not; couldn't
was not; wasn't
had not; hadn't
would not; wouldn't
were not; weren't
big; large
huge; enormous; gigantic; massive
ran to; hurried to; dashed to; rushed to
ran back; hurried back; raced back; rushed back
ran all the way; raced all the way; galloped all the way
looked at; gazed at; stared at; studied
looked for; searched for; hunted for
for a long time; for a long while; for ages; for quite some time
for a while; for some time; for a bit
shouted; yelled
whispered; murmured
everyone; everybody
everybody; everyone
nobody; no one
saw that; noticed that; could see that; realized that
went home; headed home; walked home; made for home
came running; came rushing; came dashing up
although; though; even though
until; till
turned round; turned around; spun round; looked back
toward; towards
a moment; a second; an instant
at once; right away; straight away; immediately
as if; as though
lovely; beautiful; delightful
afraid; scared; frightened
angry; cross
softly; gently; quietly
nearly; almost
almost; nearly
perhaps; maybe
every day; each day
every morning; each morning
every night; each night
every evening; each evening
each other; one another
under; beneath
close by; nearby; not far off
found a; discovered a; came upon a
wanted to; wished to
The next day; The following day; The day after
the next day; the following day; the day after
The next morning; The following morning; Next morning
the next morning; the following morning
That evening; That same evening; In the evening
That night; That same night; In the night
One day; One fine day; Then one day; One ordinary day
Then; And then
But; But; Yet
So; So; And so
once more; once again; yet again
all day long; the whole day; from dawn to dusk
all night long; the whole night; till morning
all day; all day long; the whole day; from dawn to dusk
all night; the whole night; all night long
a few; some
strange; odd; peculiar; curious
tiny; small; teeny
wonderful; marvellous; splendid; glorious
terrible; dreadful; awful; frightful
delicious; scrumptious; tasty; heavenly
clever; smart; bright
burst out laughing; began to laugh; roared with laughter; got the giggles
smiled; beamed; grinned
jumped; leaped; sprang
pulled; tugged
pushed; shoved
threw; flung; tossed
could hardly; could barely; could scarcely
far away; far off
people; folk
woke up; awoke
path; track
supper; dinner
hurried; rushed; scurried
noise; sound
came back; returned
full of; filled with
was sure; was certain; felt sure; had no doubt
a good deal of; a lot of; plenty of
surprised; astonished; amazed; startled
looked left and right; looked all around; peered about; looked high and low
carefully; with great care; gingerly
crept; tiptoed; sneaked
sat down; sat down; settled down
set off; started out; set out
held out; offered; stretched out
a great deal; very much; no end
by and by; after a while; presently
After a while; By and by; Presently; Some time later
for ever; for good; forever
in secret; secretly
as well; too
the whole time; all along; all the while
shivering; trembling; shaking
sobbed; wept
no bigger than; not much bigger than; as small as
grabbed; seized; snatched
whole world; wide world
silently; without a sound; wordlessly
Far off; Far away; In the distance
Nobody; No one; Not a soul
not a soul; nobody; not a living thing
along the way; on the way
in no time; very soon; before long
before long; soon; in no time
right under; just beneath; directly under
all around; on every side; everywhere
liked to; loved to
somebody; someone
just as; exactly as
fell over; toppled over; tumbled over
on top of; atop
of course; naturally; sure enough
wrapped; bundled
bent down; stooped; crouched
climbed; clambered; scrambled
trembled; shivered; quivered
groaned; moaned; sighed
glowed; gleamed
marched; strode; stomped
the whole; the entire
the quarrel; the argument; the fight
at sunrise; at daybreak; at dawn; at first light
at dawn; at daybreak; at sunrise
at dusk; at nightfall; toward evening
lay awake; could not sleep; tossed and turned
a line of; a row of
promised; vowed
begged; pleaded
wet; damp; soaked; dripping
silent; quiet; still
crooked; lopsided; slanting
worried about; fretted about
rude; nasty; unkind
silly; foolish; daft
furious; enraged; livid
searched; hunted; rummaged
on the way home; on the road home; heading home
gathered; collected
muttered; mumbled
frowned; scowled
laughed out loud; laughed aloud
half an hour; twenty minutes; an hour
out of breath; panting; breathless; puffing
pretty; lovely
loudly; noisily
with all their might; as hard as they could; with every ounce of strength
little by little; bit by bit; slowly
Little by little; Bit by bit; Slowly
step by step; one step at a time; slowly
side by side; shoulder to shoulder; together
as good as new; as fine as ever; better than before
not in the least; not one bit; not at all
for miles around; far and wide; all about
at the same moment; at the same time; in one voice
the best of friends; the closest of friends; inseparable
by the fire; by the stove; at the hearth
in the evening; after sunset; at twilight
In the morning; At daybreak; After breakfast
In the evening; After sunset; At twilight
knelt; crouched
"""


def _table() -> dict[str, str]:
    table = {}
    for line in SYNONYMS.strip().splitlines():
        words = [word.strip() for word in line.split(";")]
        table[words[0]] = "[" + "|".join(words) + "]"
        if words[0][0].islower():
            capital = [word[0].upper() + word[1:] for word in words]
            table.setdefault(capital[0], "[" + "|".join(capital) + "]")
    return table


TABLE = _table()
_WORDS = re.compile(
    r"\{[^}]*\}|(?<![\w'\"-])(" + "|".join(sorted(TABLE, key=len, reverse=True)) + r")(?![\w'-])"
)
MANNER = (
    "[||||| softly| slowly| firmly| gravely| after a pause| with a nod| thoughtfully"
    "| in a low voice| with a frown| gently| hoarsely| with big eyes| at once| quickly"
    "| with a shrug| earnestly"
    "| in a small voice| with a gulp| seriously]"
)
"""How something is said, where a full stop or a comma follows."""

_SPEAKERS = re.compile(r'([,?]") (said|asked) (\{[hfg](?:\.the)?\})(?=[.|])')


def varied(template: str) -> str:
    """The template with more ways to say the same."""
    template = _SPEAKERS.sub(r"\1 [\2 \3|\3 \2]" + MANNER, template)
    return _WORDS.sub(lambda match: TABLE[match[1]] if match[1] else match[0], template)
