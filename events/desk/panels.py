"""The page of one occurrence in the admin, which the parts of this room hang their panels on.

# events/door/apps.py, in ready():
occurrence_panels.register(panel, order=60)

Each panel is called with the request and `occurrence=` (its series is loaded), and is a <section> with an <h2 id="…">:
the page's list of sections is made of those. In order: the state and what comes next (10), places and the waiting list
(20–39), tickets, questions and vouchers (40–49), the programme (50–59), the door (60–69), money (70–79), exhibitors
(80–89), mail, exports and the log (90–99).
"""

from cms.hook_points import HookPoint

occurrence_panels = HookPoint("occurrence")
