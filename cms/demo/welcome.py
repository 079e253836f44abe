"""What the terminal says once the site answers."""

from .people import SIGN_INS


def welcome(address: str) -> str:
    """Addresses and sign-ins, as one block of text."""
    lines = ["", f"Samvirke is open at {address}", "", *sign_in_lines(), ""]
    lines += [f"Learners start at {address}me/, editors at {address}admin/.", f"Mail: {address}demo/outbox/", ""]
    lines += ["Ctrl-C stops everything."]
    return "\n".join(lines)


def sign_in_lines() -> list[str]:
    widths = [max(len(row[column]) for row in SIGN_INS) for column in range(3)]
    return ["  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip() for row in SIGN_INS]
