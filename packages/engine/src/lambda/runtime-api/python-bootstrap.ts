/**
 * What runs a Python function: it loads the handler and asks for events by the Runtime API. Plain Python 3.8 or later without packages.
 *
 * @source "Building Lambda functions with Python", AWS Lambda developer guide; error objects, texts and log lines as AWS's Python runtime has them
 */
export const pythonBootstrap: string = String.raw`import decimal
import http.client
import importlib
import json
import logging
import math
import os
import socket
import sys
import time
import traceback

UNHANDLED = (
    "LAMBDA_WARNING: Unhandled exception. The most likely cause is an issue in the function code. However, in rare cases, a Lambda runtime "
    "update can cause unexpected function behavior. For functions using managed runtimes, runtime updates can be triggered by a function "
    "change, or can be applied automatically. To determine if the runtime has been updated, check the runtime version in the INIT_START log "
    "entry. If this error correlates with a change in the runtime version, you may be able to mitigate this error by temporarily rolling back "
    "to the previous runtime version. For more information, see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-update.html"
)
AS_JSON = os.environ.get("AWS_LAMBDA_LOG_FORMAT", "").upper() == "JSON"
current_request_id = ""


class Fault(Exception):
    """An error that the runtime itself makes."""

    def __init__(self, error_type, message, trace=None):
        super().__init__(message)
        self.error_type = "Runtime." + error_type
        self.trace = trace or []


class Members:
    """An object with the members of a JSON document; those that are absent are None."""

    def __init__(self, names, document):
        for name in names:
            setattr(self, name, document.get(name))


CLIENT = ("installation_id", "app_title", "app_version_name", "app_version_code", "app_package_name")


class LambdaContext:
    def __init__(self, headers):
        environ = os.environ.get
        self.aws_request_id = headers["Lambda-Runtime-Aws-Request-Id"]
        self.log_group_name = environ("AWS_LAMBDA_LOG_GROUP_NAME")
        self.log_stream_name = environ("AWS_LAMBDA_LOG_STREAM_NAME")
        self.function_name = environ("AWS_LAMBDA_FUNCTION_NAME")
        self.memory_limit_in_mb = environ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
        self.function_version = environ("AWS_LAMBDA_FUNCTION_VERSION")
        self.invoked_function_arn = headers["Lambda-Runtime-Invoked-Function-Arn"]
        self.tenant_id = None
        client = parse_header(headers, "Client-Context", "Client Context")
        self.client_context = None
        if client is not None:
            self.client_context = Members(("custom", "env", "client"), client)
            if self.client_context.client is not None:
                self.client_context.client = Members(CLIENT, self.client_context.client)
        identity = parse_header(headers, "Cognito-Identity", "Cognito Identity") or {}
        self.identity = Members((), {})
        self.identity.cognito_identity_id = identity.get("cognitoIdentityId")
        self.identity.cognito_identity_pool_id = identity.get("cognitoIdentityPoolId")
        self._deadline_ms = int(headers["Lambda-Runtime-Deadline-Ms"])

    def get_remaining_time_in_millis(self):
        return max(0, self._deadline_ms - int(time.time() * 1000))

    def log(self, message):
        sys.stdout.write(str(message))


def parse_header(headers, name, title):
    text = headers.get("Lambda-Runtime-" + name)
    if not text:
        return None
    try:
        return json.loads(text.encode("latin-1").decode("utf-8"))
    except Exception as error:
        raise Fault("LambdaContextUnmarshalError", "Unable to parse {} JSON: {}".format(title, error))


class Encoder(json.JSONEncoder):
    def default(self, value):
        if isinstance(value, decimal.Decimal):
            if value.is_nan():
                return math.nan
            return int(value) if value == value.to_integral_value() and abs(value.adjusted()) < 30 else float(value)
        return super().default(value)


def to_json(value):
    minor = os.environ.get("AWS_EXECUTION_ENV", "").rpartition("python3.")[2]
    return json.dumps(value, cls=Encoder, ensure_ascii=not (minor.isdigit() and int(minor) >= 12))


class Handler(logging.Handler):
    def emit(self, record):
        sys.stdout.write(self.format(record))


class Identify(logging.Filter):
    def filter(self, record):
        record.aws_request_id = current_request_id
        return True


STANDARD = set(vars(logging.LogRecord("", 0, "", 0, "", (), None))) | {"aws_request_id", "message", "asctime", "exc_text"}


class JsonFormatter(logging.Formatter):
    def format(self, record):
        level = min(50, max(0, record.levelno)) // 10 * 10
        stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
        document = {
            "timestamp": "%s.%03dZ" % (stamp, int(record.created * 1000) % 1000),
            "level": logging.getLevelName(level),
            "message": record.getMessage(),
            "logger": record.name,
        }
        if record.exc_info and record.exc_info[0]:
            document["stackTrace"] = traceback.format_tb(record.exc_info[2])
            document["errorType"] = record.exc_info[0].__name__
            document["errorMessage"] = str(record.exc_info[1])
        document["requestId"] = record.aws_request_id
        if record.exc_info and record.exc_info[0]:
            document["location"] = "%s:%s:%d" % (record.pathname, record.funcName, record.lineno)
        for name, value in vars(record).items():
            if name not in STANDARD and name not in document and value is not None:
                document[name] = value
        return json.dumps(document, ensure_ascii=False, default=str) + "\n"


def set_up_logging():
    logging.Formatter.converter = time.gmtime
    handler = Handler()
    if AS_JSON:
        handler.setFormatter(JsonFormatter())
    else:
        line = "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s\n"
        handler.setFormatter(logging.Formatter(line, "%Y-%m-%dT%H:%M:%S"))
    handler.addFilter(Identify())
    level = os.environ.get("AWS_LAMBDA_LOG_LEVEL", "").upper().replace("TRACE", "DEBUG")
    root = logging.getLogger()
    if level in ("DEBUG", "INFO", "WARN", "WARNING", "ERROR", "FATAL", "CRITICAL"):
        root.setLevel(level)
    root.addHandler(handler)


def log_error(error):
    if AS_JSON:
        stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime())
        sys.stdout.write(to_json({"timestamp": stamp, "level": "ERROR", **error}) + "\n")
        return
    title = "[ERROR] " + error["errorType"]
    if error["errorMessage"]:
        title += ": " + error["errorMessage"]
    lines = [title, "Traceback (most recent call last):"]
    for entry in error["stackTrace"]:
        for line in entry.splitlines():
            text = line.lstrip(" ")
            lines.append("\u00a0" * (len(line) - len(text)) + text)
    sys.stdout.write("\n".join(lines) + "\n")


def describe(error, request_id=""):
    if isinstance(error, Fault):
        message, error_type, trace = str(error), error.error_type, error.trace
    else:
        frames = [(it.filename, it.lineno, it.name, it.line) for it in traceback.extract_tb(error.__traceback__)]
        own = next((index for index, frame in enumerate(frames) if frame[0] != __file__), 0)
        message, error_type, trace = str(error), type(error).__name__, traceback.format_list(frames[own:])
    return {"errorMessage": message, "errorType": error_type, "requestId": request_id, "stackTrace": trace}


def load_handler(name):
    module_name, dot, function_name = name.rpartition(".")
    if not dot:
        reason = "not enough values to unpack (expected 2, got 1)"
        raise Fault("MalformedHandlerName", "Bad handler '{}': {}".format(name, reason))
    if module_name.split(".")[0] in sys.builtin_module_names:
        raise Fault("BuiltInModuleConflict", "Cannot use built-in module {} as a handler module".format(module_name))
    try:
        module = importlib.import_module(module_name.replace("/", "."))
    except ImportError as error:
        raise Fault("ImportModuleError", "Unable to import module '{}': {}".format(module_name, error))
    except SyntaxError as error:
        trace = ['  File "%s" Line %s\n    %s' % (error.filename, error.lineno, error.text)]
        raise Fault("UserCodeSyntaxError", "Syntax error in module '{}': {}".format(module_name, error), trace)
    try:
        return getattr(module, function_name)
    except AttributeError:
        raise Fault("HandlerNotFound", "Handler '{}' missing on module '{}'".format(function_name, module_name))


def guard_egress():
    """Stops connections to AWS itself, by host name."""
    resolve = socket.getaddrinfo
    endpoint = os.environ.get("AWS_ENDPOINT_URL", "")

    def guarded(host, *rest, **options):
        name = host.decode() if isinstance(host, bytes) else host
        if isinstance(name, str) and name.rstrip(".").lower().endswith((".amazonaws.com", ".amazonaws.com.cn", ".api.aws")):
            raise OSError(
                "gatewright stopped a connection to {}: a local run does not reach AWS. "
                "Let boto3 use its default endpoint, which is {} here (AWS_ENDPOINT_URL; boto3 1.28 or later).".format(name, endpoint)
            )
        return resolve(host, *rest, **options)

    socket.getaddrinfo = guarded


class RuntimeApi:
    def __init__(self, address):
        self.connection = http.client.HTTPConnection(address)

    def call(self, method, path, body=None, headers=None):
        self.connection.request(method, "/2018-06-01/runtime/" + path, body, headers or {})
        response = self.connection.getresponse()
        return response.headers, response.read()

    def fail(self, path, error):
        headers = {"Content-Type": "application/json", "Lambda-Runtime-Function-Error-Type": error["errorType"]}
        self.call("POST", path, to_json(error).encode(), headers)


def invoke(handler, headers, body):
    context = LambdaContext(headers)
    try:
        event = json.loads(body)
    except Exception as error:
        raise Fault("UnmarshalError", "Unable to unmarshal input: {}".format(error))
    result = handler(event, context)
    if isinstance(result, bytes):
        return result, "application/unknown"
    try:
        return to_json(result).encode(), "application/json"
    except Exception as error:
        raise Fault("MarshalError", "Unable to marshal response: {}".format(error))


def main():
    global current_request_id
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", line_buffering=True, write_through=True)
    root = os.environ["LAMBDA_TASK_ROOT"]
    layers = [it for it in os.environ.get("GATEWRIGHT_LAYER_PYTHONPATH", "").split(os.pathsep) if it]
    sys.path[0:1] = [root, *layers]
    api = RuntimeApi(os.environ["AWS_LAMBDA_RUNTIME_API"])
    set_up_logging()
    guard_egress()
    try:
        handler = load_handler(os.environ["_HANDLER"])
    except Exception as error:
        described = describe(error)
        logging.warning(UNHANDLED)
        log_error(described)
        api.fail("init/error", described)
        sys.exit(1)
    while True:
        headers, body = api.call("GET", "invocation/next")
        current_request_id = request_id = headers["Lambda-Runtime-Aws-Request-Id"]
        trace_id = headers.get("Lambda-Runtime-Trace-Id")
        if trace_id:
            os.environ["_X_AMZN_TRACE_ID"] = trace_id
        else:
            os.environ.pop("_X_AMZN_TRACE_ID", None)
        try:
            result, content_type = invoke(handler, headers, body)
        except Exception as error:
            described = describe(error, request_id)
            log_error(described)
            api.fail("invocation/{}/error".format(request_id), described)
        else:
            api.call("POST", "invocation/{}/response".format(request_id), result, {"Content-Type": content_type})


main()
`;
