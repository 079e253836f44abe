"""Those who have a stand: packages, tasks, staff places, consented leads."""
