import json
import logging
import os
import sys
import time
from decimal import Decimal

logger = logging.getLogger()
logger.setLevel(logging.INFO)
count = 0


def echo(event, context):
    return event


def counts(event, context):
    global count
    count += 1
    return count


def decimals(event, context):
    return {"whole": Decimal("3"), "part": Decimal("1.5"), "text": "é"}


def described(event, context):
    return {
        "id": context.aws_request_id,
        "arn": context.invoked_function_arn,
        "name": context.function_name,
        "version": context.function_version,
        "memory": context.memory_limit_in_mb,
        "group": context.log_group_name,
        "remaining": context.get_remaining_time_in_millis(),
        "custom": context.client_context and context.client_context.custom,
        "identity": context.identity.cognito_identity_id,
        "trace": os.environ.get("_X_AMZN_TRACE_ID"),
        "root": os.environ["LAMBDA_TASK_ROOT"] == os.getcwd(),
        "env": os.environ["AWS_EXECUTION_ENV"],
        "leaked": sorted(it for it in os.environ if it in ("HOME", "USER", "VITEST")),
    }


def logs(event, context):
    print("printed")
    logger.info("logged %s", 1)
    logger.debug("not shown")
    sys.stderr.write("to stderr\n")
    return None


def raises(event, context):
    raise ValueError("no such thing")


def exits(event, context):
    sys.exit(3)


def slow(event, context):
    time.sleep(10)


def unserialisable(event, context):
    return {1, 2}


def reaches_aws(event, context):
    import urllib.request

    urllib.request.urlopen("https://dynamodb.us-east-1.amazonaws.com")
