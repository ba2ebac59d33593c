import json
from no_such_package import thing


def handler(event, context):
    return 1
