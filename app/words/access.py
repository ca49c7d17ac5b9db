"""Words for people at the door: signing in, and what is refused."""

from __future__ import annotations

SIGN_IN = "Sign in"
SIGN_IN_WITH = "Sign in with {provider}"
SIGN_IN_WHY = "This atlas is open to people of the town’s team. Sign in with your work account."
SIGN_OUT = "Sign out"
SIGNED_IN_AS = "Signed in as {name} ({role})"
NO_ROLE = "You are signed in as {email}, and nobody has given this account a role in this atlas."
NO_ROLE_DO = "Ask whoever looks after the atlas to add the address, or sign out and use another account."
NOT_VERIFIED = "The account {email} has not proved that this e-mail address is its own, so it cannot be let in."
NOT_VERIFIED_DO = "Confirm the address where you have the account, or sign out and use another one."
NO_EMAIL = "This account came without an e-mail address, so the atlas cannot tell whose it is."
NO_EMAIL_DO = "Sign out and use another account, or ask whoever looks after your accounts to pass the address on."

NOT_SERVED = "This address is not served here."
CROSS_SITE = "This request came from a page of another site. Open the page of the atlas itself and try again."
SIGN_IN_FIRST = "Sign in first."
NOT_YOURS = "This account has no role in this atlas."
ROOM_TITLE = "Only the phone page is open to the room"
ROOM_LINK = "Go to the phone page"
TOO_LARGE = "That is too large to send. The most is {limit}."
TOO_SLOW = "Nothing came for too long. Send it again."
