"""What WeasyPrint does otherwise than pages want, put right while it makes one."""
