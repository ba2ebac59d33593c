"""Translates SAM templates with AWS's own translator: paths on stdin, one JSON answer per line on stdout.

Needs `pip install aws-sam-translator`. Used by compare-sam.mjs.
"""

import copy
import json
import os
import sys
import time

os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")

from samtranslator.model.exceptions import InvalidDocumentException
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import yaml_parse


def translate(path):
    with open(path, encoding="utf-8") as file:
        template = yaml_parse(file)
    started = time.perf_counter()
    try:
        output = Translator({}, Parser()).translate(copy.deepcopy(template), {})
        # The same object may stand in several places: print it as data.
        answer = {"template": json.loads(json.dumps(output, default=str))}
    except InvalidDocumentException as error:
        answer = {"errors": [str(getattr(it, "message", it)) for it in (error.causes or [error])]}
    answer["milliseconds"] = (time.perf_counter() - started) * 1000
    return answer


for line in sys.stdin:
    path = line.strip()
    try:
        answer = translate(path)
    except Exception as error:  # A fault of the translator itself is an answer, too.
        answer = {"fault": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer), flush=True)
