"""From rows and a frozen story to what templates show: plain values in the reader's words."""
