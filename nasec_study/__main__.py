"""Run the command line as ``python -m nasec_study``."""

from nasec_study.cli import main

main()
