"""What pages are written with. Every block can be frozen into plain values; its template sees nothing else."""
