"""How people prove who they are: password, link by mail, codes, passkeys, and other houses' sign-in."""
