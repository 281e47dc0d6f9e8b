"""Records what real Django answers to sessions of kind `exchange`, against the reference project.

    ../shared/tools/real-django e2e/conformance/record_exchange.py ../shared/reference/blogproject SESSIONS.jsonl OUT.jsonl

A line of SESSIONS is a case without its `expect`. Left out of what the recorded cases have: view and route, order of
middleware, signals, logs, printed. The clock stands still: Python's own `datetime` and `time` are replaced before Django
is imported.
"""
import datetime, json, os, re, sys, time
project, sessions, out_path = sys.argv[1:]
sys.path.insert(0, project)
sys.dont_write_bytecode = True
real = datetime.datetime
NOW = real(2026, 1, 15, 12, tzinfo=datetime.timezone.utc)
clock = [0.0]
class Meta(type):
    def __instancecheck__(cls, obj): return isinstance(obj, real)
class Fake(real, metaclass=Meta):
    @classmethod
    def now(cls, tz=None):
        moment = NOW + datetime.timedelta(seconds=clock[0])
        moment = moment.astimezone(tz) if tz else moment.replace(tzinfo=None)
        return cls(moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second, moment.microsecond, moment.tzinfo)
datetime.datetime = Fake
time.time = lambda: NOW.timestamp() + clock[0]
os.environ['DJANGO_SETTINGS_MODULE'] = 'blogproject.settings'
import logging
logging.raiseExceptions = False
from django.conf import settings
settings.DATABASES['default']['NAME'] = ':memory:'
settings.DEBUG = False
import django
django.setup()
logging.disable(logging.CRITICAL)
from django.core.management import call_command
from django.db import connection
from django.test.utils import setup_test_environment, override_settings
from django.test.client import Client
from django.core import mail
from django.core.cache import cache
from django.contrib.auth import get_user_model
from django.test.signals import template_rendered
from django.core.signals import request_started, request_finished
from django.db import close_old_connections, reset_queries
import sqlite3
setup_test_environment()
settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver", ".example.com"]
call_command('migrate', verbosity=0)
call_command('loaddata', os.path.join(os.path.abspath(project), 'fixture.json'), verbosity=0)
template = sqlite3.connect(':memory:')
connection.ensure_connection()
connection.connection.backup(template)
from blog.signals import activity
from django.contrib.messages.storage.base import BaseStorage
added = []
add = BaseStorage.add
def noted(self, level, message, extra_tags=''):
    before = len(self._queued_messages)
    add(self, level, message, extra_tags)
    if len(self._queued_messages) > before: added.append({'level': level, 'message': str(message)})
BaseStorage.add = noted
rendered = []
template_rendered.connect(lambda sender, template, **kw: rendered.append(template.name), weak=False)
for signal in (request_started, request_finished):
    signal.disconnect(close_old_connections)
request_started.disconnect(reset_queries)

TOKEN = re.compile(r'''(name="csrfmiddlewaretoken" value="|"csrf_token": "|'csrfmiddlewaretoken': \[')(\w{64})(?=["'])''')
MARKS = {'csrftoken': '«csrf»', 'sessionid': '«session»', 'messages': '«messages»'}
NOT_COUNTED = re.compile('BEGIN|COMMIT|SAVEPOINT|RELEASE|ROLLBACK')

def hide(sql, known):
    sql = re.sub(r'''("session_key" (?:= |IN \())'(\w+)\'''', lambda m: m[0] if m[2] in known else m[1] + "'«session»'", sql)
    sql = re.sub(r'''"session_data" = '[^']*\'''', '"session_data" = \'«session_data»\'', sql)
    sql = re.sub(r'''(INSERT INTO "django_session" .* VALUES \()'\w+', '[^']*\'''', r"\1'«session»', '«session_data»'", sql)
    sql = re.sub(r"'pbkdf2_[^']*'", "'«password»'", sql)
    sql = re.sub(r'(SAVEPOINT |RELEASE SAVEPOINT )"[^"]*"', r'\1"«savepoint»"', sql)
    return re.sub(r'\bIN \((\d+(?:, \d+)*)\)', lambda m: 'IN (%s)' % ', '.join(map(str, sorted(map(int, m[1].split(', '))))), sql)

def body_of(sent): return sent.get('body', '')

def session(case):
    clock[0] = 0.0
    template.backup(connection.connection)
    cache.clear(); activity.clear(); mail.outbox.clear()
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    token = etag = ''
    answers = []
    for sent in case['session']:
        clock[0] += sent.get('advance', 0)
        for name, value in sent.get('cookies', {}).items(): client.cookies[name] = value
        if 'as' in sent: client.force_login(get_user_model().objects.get(username=sent['as']))
        def fill(text):
            secret = client.cookies['csrftoken'].value if 'csrftoken' in client.cookies else ''
            return text.replace('«csrf»', secret).replace('«token»', token).replace('«etag»', etag)
        headers = {n: fill(v) for n, v in sent.get('headers', {}).items()}
        kind = next((v for n, v in headers.items() if n.lower() == 'content-type'), 'application/octet-stream')
        extra = {('HTTP_' + n.upper().replace('-', '_')): v for n, v in headers.items() if n.lower() != 'content-type'}
        if not body_of(sent) and any(n.lower() == 'content-type' for n in headers): extra['CONTENT_TYPE'] = kind
        body = fill(sent.get('body', '')).encode()
        path, _, query = sent['path'].partition('?')
        extra['QUERY_STRING'] = query
        from urllib.parse import unquote_to_bytes
        extra['PATH_INFO'] = unquote_to_bytes(path).decode('latin-1')
        mail.outbox.clear(); added.clear(); rendered.clear()
        connection.force_debug_cursor = True
        connection.queries_log.clear()
        response = client.generic(sent['method'], '/', body, content_type=kind, secure=sent.get('secure', False), **extra)
        chunks = list(response) if response.streaming else None
        content = b''.join(chunks) if chunks is not None else response.content
        queries = [hide(q['sql'], sent.get('cookies', {}).values()) for q in connection.queries_log]
        connection.force_debug_cursor = False
        text = content.decode('utf-8', 'replace')
        found = TOKEN.findall(text)
        if found: token = found[-1][1]
        shown = TOKEN.sub(r'\1«csrf»', text)
        out_headers = dict(response.headers)
        etag = out_headers.get('ETag', etag)
        if shown != text and 'ETag' in out_headers: out_headers['ETag'] = '«etag»'
        cookies = {}
        for name, morsel in response.cookies.items():
            mark = MARKS.get(name) if morsel.value else None
            cookies[name] = {'value': mark or morsel.value}
            if not mark and morsel.value and morsel.coded_value != morsel.value: cookies[name]['coded_value'] = morsel.coded_value
            for key, value in morsel.items():
                if value != '': cookies[name][key] = value
            if morsel['max-age'] == 0: client.cookies.pop(name, None)
        answers.append({
            'status': response.status_code, 'reason': response.reason_phrase, 'headers': out_headers, 'body': shown,
            'cookies': cookies, 'queries': sum(not NOT_COUNTED.match(s) for s in queries), 'sql': queries,
            'templates': list(rendered), 'messages': list(added),
            'mail': [{'subject': m.subject, 'body': m.body, 'from': m.from_email, 'to': m.to} for m in mail.outbox],
        })
    return answers

cases = [json.loads(line) for line in open(sessions)]
with open(out_path, 'w') as out:
    for case in cases:
        with override_settings(**case.get('settings', {})):
            case['expect'] = session(case)
        out.write(json.dumps(case, ensure_ascii=False) + '\n')
