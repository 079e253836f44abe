"""Where the parts of this room hang what they have on an occurrence as visitors see it, with a page or without one."""

from cms.hook_points import HookPoint

# Below when and where: signing up, one's own place. Called with the request and `face=` (see faces.py).
taking_part = HookPoint("taking part")
# In the text: programme (10–29), meetings and groups (30–49), materials (50–69), exhibitors (70–79).
# Called with the request and `face=`.
occurrence_parts = HookPoint("parts of an occurrence")
