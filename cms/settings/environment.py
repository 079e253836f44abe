"""Where settings are read from, and where what the site keeps lies."""

from pathlib import Path

from environs import FileAwareEnv

env = FileAwareEnv()

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = env.path("SAMVIRKE_VAR", BASE_DIR / "var")
