"""What the README claims, measured: `make bench`. Ratios side by side in one run; no test depends on a timing."""
