"""What the house promises about speed, measured: `./run bench [name]`. One file per promise; nothing here is a test."""
