"""Moments that any plot can use: how a story opens, how friends meet, quarrel and end the day."""

BEATS = """
# open
- [Once upon a time|Long ago|Once|Many years ago], {s.in}, [there lived|lived] {h.brief}
[named|called] {h}. {h.show}
- {H}, {h.a}, [lived|was born|had grown up|was at home] {s.in}. {h.show}
- There was once {h.a} [named|called] {h}. {H.he} lived {s.in}. {h.show}
- {S.in} [everyone knew|lived] {h}, {h.a}. {h.show}
- {S.in} lived {h.brief} [by the name of|called|named] {h}. {h.show}
- This is [the story|a tale] of {h}, {h.a}. {h.show}
- {H} lived {s.in}. {H.he} was {h.a}. {h.show}
- [Not so long ago|In Grandmother's time|Before you were born|One year], {h.brief} called {h}
lived {s.in}. {h.show}
- {S.in} there was {h.home}, and {h.brief} called {h} lived in it. {h.show}
- {H} was {h.a}, and {h.his} home was {h.home} {s.in}.
- [Have you heard of|Do you know|Have you met] {h}? {H.he} was {h.a}, and lived {s.in}. {h.show}
- {H.brief} called {h} had {h.home} {s.in}. {h.show}
- {H} was {h.a}, and {h.his} home was {s.in}. {h.show}

# meet
- {H}'s [best|dearest|oldest] {f.rel} was {f.brief} [named|called] {f}.
- {F}, {f.a}, [lived next door|lived close by|lived across the way|came by every day].
- {F}, {f.a}, was {h.his} [best|closest|oldest|only] {f.rel}.
- {H.his} {f.rel} was {f}, {f.a}.
- With {h} went {f}, {f.a}, in rain and shine.
- There was also {f}, {f.brief} and a [true|good|faithful] {f.rel}.
- {H} had {f} for a {f.rel}: {f.brief} who [liked|loved] {f.likes}.
- {H.his} {f.rel} {f} was {f.brief} who liked {f.likes} and {f.likes2}.
- {F}, {f.brief} fond of {f.likes} and {f.likes2}, was {h.his} {f.rel}.
- {F} was {f.a}. {F.he} loved {f.likes}, {f.likes2} and {h}.

# day
- {W.day}, {h} [got up|woke] [early|late]. {w.line}
- {W.day}, {h} and {f} [met|sat together] as usual. {w.line}
- It began {w.day}. {w.line}
- {w.line} It was {w.bare}.
- {W.day}, [everything changed|something happened]. {w.line}

# keepsake
- {H} [never went anywhere without|took everywhere] {h.his} {t.look}.
- {H.his} [dearest|proudest] possession was {t.full}, and {h.his} favourite pastime was {t.joy}.
- On a hook by {h.his} bed hung a bag, and in the bag was {t.full}. {H} [treasured|loved] it.
- When there was nothing else to do, {h} got out {h.his} {t.look}. {H.he} never tired of {t.joy}.
- {F} had once given {h} {t.full}, and now {t.joy} was what {h} liked best.
- {H} carried {t.full} [that day|everywhere], as others carry a handkerchief.

# rise
- They [would not look at|sat with their backs to|glared at] each other, and the only sound was
{sound}.
- After that they [did not exchange a word|walked ten paces apart|hummed different tunes], and
each [kicked|glared at|counted] [the stones|{odd}].
- {H}'s [ears|cheeks] [burned|went red]. {F} [folded {f.his} {f.hands}|stared at the ground|went
stiff].
- {F} [drew|scratched] a line on the ground with {odd3}. Neither crossed it.
- Their friendship was as [thin|brittle|cold] as {dry}.
- {F} [threw|kicked] {odd} into the [ditch|bushes]. {H} did the same with {odd2}.
- There they [stood|sat], as [stiff|silent] as {still}.

# peace
- [By and by|After a while] {f} [held out|offered] {odd}. {H} took it. <"Sorry," they said at the
same moment.|No more was needed, and both of them smiled.>
- Then {h} [saw|noticed] that {f} was [crying|shivering], and all the anger [ran out of|left]
{h.him}. <"I was horrid," {h} said. "Forgive me." // "I was horrid first," said {f}.|{H.he} went
over and hugged {f.him}, and {f} hugged {h.him} back.>
- In the end {f} sneezed so hard that {f.he} fell over. They both [had to laugh|burst out
laughing], and the quarrel was [over|forgotten].
- {G} [sat|stood|stepped] between them until they [shook {h.hands}|made up]. It took {a_while}.
- {H} thought of their [good days|games|jokes|walks]. {H.he} said sorry and gave {f} {odd}, and
{f} gave {h.him} {odd2}.
- {F} [made|built|laid] a [face|heart|ship] out of {odd} and {odd2}. {H} [smiled|had to smile],
and all was well.
- Neither of them [could be|stayed] angry for long. {F} gave {h} {odd}, and they [made up|shook
{h.hands}|started afresh].

# rift
- {H} and {f} blamed each other for it. They never [made up|played together] again.
- When {f} and {h} met [on the road|near the {p}|at the pump|in the rain], they [looked
away|crossed over|talked to {odd} instead].
- {F} sent back {odd} that {h} had once given {f.him}. [No letter|Nothing else|Not a word] came
with it.
- All that was left of their friendship was {odd} and {odd2}.
- Worst of all, {h} had lost {f} as well. The angry words had been the last ones they ever spoke.
- {F} [moved away|found other company] soon after, still angry, and {h} [never wrote|did not even
wave].

# moral
- {H} [never forgot|took home|kept in mind] the lesson: {lesson}.
- [That day|In this way|From all this|So] {h} learned that {lesson}.
- And [so|thus] {h} and {f} [both|] learned that {lesson}.
- [From then on|Ever since|After that], {h} knew that {lesson}, and that was the lesson.
- The moral [is|of it is|is plain]: {lesson}.
- Ask {h} [today|for the moral|about it], and {h.he} will [say|tell you|recite] the lesson:
{lesson}.
- {H} thought about it [with {odd} in {h.his} pocket|over {food}] and learned that {lesson}.
- There was a lesson [in it|in that|for both of them|for everyone]: {lesson}.
- [That year|For years|Every winter] the [lesson|moral] was repeated {s.in}: {lesson}.
- {F} [wrote|chalked|painted] the moral on the [gate|wall|fence|shed door|kitchen
tiles|blackboard]: {lesson}.

# passing
- In {h.his} bag {h} had {odd}, {odd2} and {odd3}.
- [The day before|Not long before|That week] they had [found|dug up|been given] {odd} and {odd2}.
- In the lane somebody had [lost|dropped|left] {odd}, {odd2} and {odd3}.
- {F} [carried|had brought along] {odd} and {odd2}, just in case.
- They [shared|ate|had] {food} and {food2} and [listened to|talked about] {sound}.
- [From afar|Somewhere] came {sound}, and then {sound2}.
- {F} [swapped|traded] {odd} for {odd2} and [laughed|was content].
- [That day|Just then|Not long before|Near home] they met {one} who {was} {doing}.
- {One} {was} {doing} and [waved|nodded|winked|called good day] to {h}.
- {H} [stepped aside|made room] for {one} who {was} {doing}.
- [Nobody was about|The place was empty] except {one}, {doing}.
- They [stopped|paused] to [greet|help|watch] {one} who {was} {doing}.
- Beside the {p} stood {one}, {doing}.
- {F} [pointed at|nudged {h.him} toward|nodded to] {one} who {was} {doing}.
- [Not far off|Across the way], {one} {was} {doing}.

# worry
- {H} felt as [small|lost|helpless] as {lost}.
- {H.his} [heart|pulse] [fluttered|jumped|hopped|beat] like {flutter}.
- {H} [stood there|sat there] like {still} and [did not know|wondered] what to do.
- There was a lump in {h.his} throat as big as {lump}.
- {H.his} [stomach|belly] felt as though {h.he} had swallowed {lump}.
- {F} [scratched {f.his} chin|frowned|bit {f.his} lip] and turned as [pale|white] as {pale}.
- {H} [swallowed|gulped], for {h.his} mouth was as dry as {dry}.

# relief
- {H} felt as light as {light}.
- {H.his} worries [melted|vanished|went away] like {melting}.
- {F} [spun|hopped|skipped] round and round like {spinning}.
- {H} [laughed|sang|hummed] [out loud|all the way], as happy as {happy}.
- A weight as heavy as {lump} [fell|rolled] off {h.his} heart.
- {H.his} [grin|smile] was as wide as {lump}.

# quarrel lesson
- angry words are quickly said and slowly mended
- it is better to talk than to shout
- no quarrel is worth a friend
- a friend is more important than being right
- two who fight both lose

# happy
- That evening they shared {food}, and everyone was [happy|content].
- {H} went to bed [tired|with aching legs] and [very|perfectly] happy.
- They celebrated with {food}, and {f} had [two|three] helpings.
- The moon [rose|came up], and the two friends walked home {singing}.
- It was the [best|finest] day that {h} could remember.
- {H} smiled in {h.his} sleep that night.
- They had {food} for supper, and {h} told the whole story from the beginning.
- And when they got home, {food} stood on the table.
- {F} and {h} [laughed|talked] about it for [years|weeks] and were the best of friends.
- They sat down side by side, ate {food} and watched the [stars|bats] come out.
- From that day on, {h} and {f} went to the {p} every [week|Saturday], and they were always merry.
- As a treat they made {food} with {food2}. It was a little [burnt|salty|lumpy], and it was
delicious.
- First came {food}, and then {food2}, and then came sleep.
- {H} kept {odd} on the windowsill to remember it by.

# sad
- That night {h} cried [until the pillow was wet|{h.himself} to sleep].
- They had {food} for supper, but {h} could not eat.
- {H} [sat alone|stayed] by the window and [watched the dark|listened to the wind], and nothing
could comfort {h.him}.
- It was the saddest day of {h}'s life.
- After that, {h} never went to the {p} again.
- Years later, it still hurt {h} to think of it.
- {F} had no words, and {h} had only tears.
- The house was very quiet that evening. Even {food} tasted of nothing.
- {H} never [sang|laughed] in quite the same way again.
- The light went out of {h}'s window early, and for a long time it was not lit again.
"""

PREMISES = """
Tell a story about {h.brief} who {premise}.
Write a story about {h.brief} who {premise}.
Tell me a story about {h}, {h.brief} who {premise}.
Write a short tale in which {h.brief} {premise}.
I would like a story in which {h}, {h.brief}, {premise}.
Make up a story where {h.brief} {premise}.
Tell a tale {s.in}, about {h.brief} who {premise}.
Write a story for a child about {h.brief} who {premise}.
"""
