"""Fuzzing: promises that hold for any input, tried by hypothesis in the suite and by atheris for longer.

To fuzz one of `promises.PROMISES` for ten minutes (atheris has wheels for Linux only, hence an extra of its own):

    pip install -e '.[dev,fuzz]'
    python -m tests.fuzz loader -max_total_time=600

The inputs in seeds/NAME/ are where it starts from; options are libFuzzer's. What it finds on the way is
kept in a temporary folder. An input that breaks a promise is written to ./crash-...: copy it to seeds/NAME/,
where the suite tries it ever after, and mend the code.
"""
