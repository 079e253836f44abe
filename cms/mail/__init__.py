"""The one mailbox: every message is a row before it is a mail."""
