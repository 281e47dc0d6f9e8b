"""Records what real Django 5.2 does with migrations: the SQL of each operation, and the changes between two states.

    real-django record.py        writes operations.json and changes.json beside this file; format them afterwards
"""
import json
import os
import sys
import types

HERE = os.path.dirname(os.path.abspath(__file__))
for app in ('library', 'shop'):
    module = types.ModuleType(app)
    module.__path__ = [HERE]
    sys.modules[app] = module

import django
from django.conf import settings

settings.configure(
    INSTALLED_APPS=['django.contrib.contenttypes', 'django.contrib.auth', 'library', 'shop'],
    DATABASES={'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': ':memory:'}},
    DEFAULT_AUTO_FIELD='django.db.models.BigAutoField',
    USE_TZ=True,
)
django.setup()

from django.db import connection, migrations, models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.graph import MigrationGraph
from django.db.migrations.migration import Migration
from django.db.migrations.questioner import MigrationQuestioner
from django.db.migrations.state import ModelState, ProjectState

auto=lambda: models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')
base=[
 migrations.CreateModel('Tag',[('id',auto()),('name',models.CharField(max_length=20,unique=True))]),
 migrations.CreateModel('Shelf',[('id',auto()),('label',models.CharField(max_length=10)),('room',models.CharField(max_length=10,db_index=True))],options={'unique_together':{('label','room')}}),
 migrations.CreateModel('Book',[('id',auto()),('title',models.CharField(max_length=200)),('isbn',models.SlugField(unique=True)),('pages',models.PositiveIntegerField(null=True)),('shelf',models.ForeignKey(on_delete=models.CASCADE,to='library.shelf',related_name='books')),('tags',models.ManyToManyField(to='library.tag')),('parent',models.ForeignKey(null=True,on_delete=models.SET_NULL,to='library.book'))],
  options={'ordering':['title'],'indexes':[models.Index(fields=['title','-pages'],name='book_title_idx')],'constraints':[models.CheckConstraint(condition=models.Q(pages__gte=1),name='pages_positive'),models.UniqueConstraint(fields=['title'],condition=models.Q(pages__gt=5),name='long_titles')]}),
]
cases=[
 ('initial',base,False),
 ('add null',[migrations.AddField('book','subtitle',models.CharField(max_length=50,null=True))],True),
 ('add default',[migrations.AddField('book','subtitle',models.CharField(max_length=50,default="it's"))],True),
 ('add one-off default',[migrations.AddField('book','stars',models.IntegerField(default=3),preserve_default=False)],True),
 ('add blank',[migrations.AddField('tag','note',models.TextField(blank=True))],True),
 ('add key',[migrations.AddField('tag','shelf',models.ForeignKey(null=True,on_delete=models.CASCADE,to='library.shelf'))],True),
 ('add many to many',[migrations.AddField('shelf','tags',models.ManyToManyField(to='library.tag'))],True),
 ('remove plain',[migrations.RemoveField('shelf','label')],False),
 ('remove checked',[migrations.RemoveField('book','parent')],False),
 ('remove indexed',[migrations.RemoveField('book','shelf')],False),
 ('alter length',[migrations.AlterField('book','title',models.CharField(max_length=100))],True),
 ('alter help text',[migrations.AlterField('book','title',models.CharField(max_length=200,help_text='x'))],True),
 ('alter null',[migrations.AlterField('book','pages',models.PositiveIntegerField(default=1),preserve_default=False)],True),
 ('alter to index',[migrations.AlterField('tag','name',models.CharField(max_length=20,db_index=True))],True),
 ('alter key of many',[migrations.AlterField('tag','id',models.CharField(max_length=5,primary_key=True,serialize=False))],False),
 ('rename field',[migrations.RenameField('shelf','label','code')],True),
 ('rename key',[migrations.RenameField('book','shelf','place')],True),
 ('rename many to many',[migrations.RenameField('book','tags','labels')],True),
 ('rename model',[migrations.RenameModel('Tag','Label')],True),
 ('rename book',[migrations.RenameModel('Book','Volume')],True),
 ('delete model',[migrations.RemoveField('book','tags'),migrations.DeleteModel('Tag')],False),
 ('table',[migrations.AlterModelTable('book','books')],True),
 ('together',[migrations.AlterUniqueTogether('shelf',set())],True),
 ('options',[migrations.AlterModelOptions('book',{'ordering':['-title']})],True),
 ('add index',[migrations.AddIndex('shelf',models.Index(fields=['room'],name='room_idx'))],True),
 ('remove index',[migrations.RemoveIndex('book','book_title_idx')],True),
 ('rename index',[migrations.RenameIndex('book',new_name='t_idx',old_name='book_title_idx')],True),
 ('add constraint',[migrations.AddConstraint('shelf',models.CheckConstraint(condition=~models.Q(label=''),name='has_label'))],True),
 ('add unique',[migrations.AddConstraint('shelf',models.UniqueConstraint(fields=['label'],name='one_label'))],True),
 ('remove constraint',[migrations.RemoveConstraint('book','pages_positive')],True),
 ('remove conditional',[migrations.RemoveConstraint('book','long_titles')],True),
 ('sql',[migrations.RunSQL("UPDATE library_book SET title = 'a;b'; DELETE FROM library_tag;",reverse_sql=[('SELECT %s',['x']),'SELECT 1']),migrations.RunPython(migrations.RunPython.noop,migrations.RunPython.noop)],True),
 ('add database default',[migrations.AddField('tag','stars',models.IntegerField(db_default=5))],True),
 ('add null with database default',[migrations.AddField('tag','stars',models.IntegerField(db_default=5,null=True))],True),
 ('alter null to database default',[migrations.AlterField('book','pages',models.PositiveIntegerField(db_default=7))],True),
 ('add generated',[migrations.AddField('book','twice',models.GeneratedField(expression=models.F('pages')*2,output_field=models.IntegerField(),db_persist=False))],True),
 ('two',[migrations.AddField('tag','a',models.IntegerField(null=True,db_index=True)),migrations.AddField('tag','b',models.IntegerField(default=0))],True),
]
out={}
b0=Migration('0001_initial','library'); b0.operations=base
with connection.schema_editor(atomic=True) as e: b0.apply(ProjectState(),e)
for name,ops,back in cases:
    b=Migration('0001_initial','library'); b.operations=base if name!='initial' else []
    m=Migration('0002','library'); m.operations=ops
    st=b.mutate_state(ProjectState())
    with connection.schema_editor(collect_sql=True,atomic=True) as e:
        m.apply(st.clone(),e,collect_sql=True)
    r={'forwards':e.collected_sql,'describe':[o.formatted_description() for o in ops],'name':m.suggest_name()}
    if back and name!='together':
        st=b.mutate_state(ProjectState())
        with connection.schema_editor(collect_sql=True,atomic=True) as e:
            m.unapply(st,e,collect_sql=True)
        r['backwards']=e.collected_sql
    out[name]=r

out['sql']['name'] = 'auto_20260105_1155'  # it names the minute
json.dump(out, open(os.path.join(HERE, 'operations.json'), 'w'), indent=2)

C=lambda **k:['CharField',{'max_length':20,**k}]
I=lambda **k:['IntegerField',k]
FK=lambda to,**k:['ForeignKey',{'to':to,'on_delete':'CASCADE',**k}]
M2M=lambda to,**k:['ManyToManyField',{'to':to,**k}]
book=lambda **f:{'Book':{'fields':{'title':C(),**f}}}
cases={
 'a new app':[{}, {'library':{'Book':{'fields':{'title':C(),'shelf':FK('library.shelf'),'tags':M2M('library.tag')},'options':{'ordering':['title'],'unique_together':[['title','shelf']]},'indexes':[[['title'],'t_idx']],'checks':[['has_title',{'title__gt':''}]]},'Shelf':{'fields':{'label':C()}},'Tag':{'fields':{'name':C()}}}}],
 'two models that point to each other':[{}, {'library':{'Author':{'fields':{'best':FK('library.book',null=True)}},'Book':{'fields':{'author':FK('library.author')}}}}],
 'an app that needs another':[{}, {'shop':{'Order':{'fields':{'book':FK('library.book'),'note':C()}}},'library':book()}],
 'two apps that need each other':[{}, {'shop':{'Order':{'fields':{'book':FK('library.book')}}},'library':book(order=FK('shop.order',null=True))}],
 'a key to the user':[{}, {'library':book(owner=FK('auth.user'))}],
 'a key to itself':[{}, {'library':{'Book':{'fields':{'next':FK('library.book',null=True),'similar':M2M('library.book')}}}}],
 'many to many through a model':[{}, {'library':{'Book':{'fields':{'tags':M2M('library.tag',through='library.tagging')}},'Tag':{'fields':{'name':C()}},'Tagging':{'fields':{'book':FK('library.book'),'tag':FK('library.tag')}}}}],
 'nothing':[{'library':book()},{'library':book()}],
 'a field with a default':[{'library':book()},{'library':book(pages=I(default=1))}],
 'a null field':[{'library':book()},{'library':book(pages=I(null=True))}],
 'a blank text':[{'library':book()},{'library':book(note=['TextField',{'blank':True}])}],
 'a field without a default':[{'library':book()},{'library':book(pages=I())},{'not_null_addition':7}],
 'a moment of creation':[{'library':book()},{'library':book(added=['DateTimeField',{'auto_now_add':True}])},{'auto_now_add_addition':None}],
 'a key without a default':[{'library':{**book(),'Shelf':{'fields':{}}}},{'library':{**book(shelf=FK('library.shelf')),'Shelf':{'fields':{}}}},{'not_null_addition':1}],
 'null is no longer allowed':[{'library':book(pages=I(null=True))},{'library':book(pages=I())},{'not_null_alteration':0}],
 'null is no longer allowed, ignored':[{'library':book(pages=I(null=True))},{'library':book(pages=I())},{}],
 'a field renamed':[{'library':book(pages=I())},{'library':book(length=I())},{'rename':True}],
 'a field not renamed':[{'library':book(pages=I(null=True))},{'library':book(length=I(null=True))},{'rename':False}],
 'two fields renamed':[{'library':book(a=C(),b=C())},{'library':book(c=C(),d=C())},{'rename':True}],
 'a renamed field with its column kept':[{'library':book(pages=I())},{'library':book(length=I(db_column='pages'))},{'rename':True}],
 'a renamed key':[{'library':{**book(shelf=FK('library.shelf')),'Shelf':{'fields':{}}}},{'library':{**book(place=FK('library.shelf')),'Shelf':{'fields':{}}}},{'rename':True}],
 'a model renamed':[{'library':{**book(shelf=FK('library.shelf')),'Shelf':{'fields':{'label':C()}}}},{'library':{**book(shelf=FK('library.rack')),'Rack':{'fields':{'label':C()}}}},{'rename_model':True}],
 'a model not renamed':[{'library':{'Shelf':{'fields':{'label':C()}}}},{'library':{'Rack':{'fields':{'label':C()}}}},{'rename_model':False}],
 'a model and its field renamed':[{'library':{**book(shelf=FK('library.shelf'))}|{'Shelf':{'fields':{'label':C()}}}},{'library':{**book(rack=FK('library.rack')),'Rack':{'fields':{'label':C()}}}},{'rename_model':True,'rename':True}],
 'a model removed':[{'library':{**book(shelf=FK('library.shelf')),'Shelf':{'fields':{'label':C()}}}},{'library':book()}],
 'everything removed':[{'library':{**book(shelf=FK('library.shelf'),tags=M2M('library.tag')),'Shelf':{'fields':{'label':C()}},'Tag':{'fields':{}}}},{'library':{}}],
 'a field changed':[{'library':book()},{'library':{'Book':{'fields':{'title':C(unique=True)}}}}],
 'only a label changed':[{'library':book()},{'library':{'Book':{'fields':{'title':C(verbose_name='name')}}}}],
 'a text becomes many to many':[{'library':{**book(tags=C()),'Tag':{'fields':{}}}},{'library':{**book(tags=M2M('library.tag')),'Tag':{'fields':{}}}}],
 'indexes':[{'library':{'Book':{'fields':{'title':C(),'pages':I()},'indexes':[[['title'],'a_idx'],[['pages'],'b_idx']]}}},{'library':{'Book':{'fields':{'title':C(),'pages':I()},'indexes':[[['title'],'c_idx'],[['title','pages'],'d_idx']]}}}],
 'constraints':[{'library':{'Book':{'fields':{'pages':I()},'checks':[['one',{'pages__gt':0}],['two',{'pages__gt':2}]]}}},{'library':{'Book':{'fields':{'pages':I()},'checks':[['one',{'pages__gt':1}],['three',{'pages__gt':3}]]}}}],
 'unique together':[{'library':{'Book':{'fields':{'a':C(),'b':C(),'c':C()},'options':{'unique_together':[['a','b']]}}}},{'library':{'Book':{'fields':{'b':C(),'c':C()},'options':{'unique_together':[['b','c']]}}}}],
 'options':[{'library':{'Book':{'fields':{'title':C()},'options':{'ordering':['title']}}}},{'library':{'Book':{'fields':{'title':C()},'options':{'ordering':['-title'],'verbose_name':'volume'}}}}],
 'another table':[{'library':book()},{'library':{'Book':{'fields':{'title':C()},'options':{'db_table':'books'}}}}],
 'much at once':[{'library':book(a=C(),b=C())},{'library':{**book(pages=I(default=1),language=C(default='en'),subtitle=C(default=''),publisher=C(default='')),'Shelf':{'fields':{}}}}],
 'a proxy':[{'library':book()},{'library':{**book(),'Novel':{'fields':{},'options':{'proxy':True},'bases':['library.book']}}}],
 'a new model in the other app':[{'library':book()},{'library':book(order=FK('shop.order',null=True)),'shop':{'Order':{'fields':{}}}}],
}
def fld(spec):
    cls,kw=spec; kw=dict(kw)
    if 'on_delete' in kw: kw['on_delete']=getattr(models,kw['on_delete'])
    return getattr(models,cls)(**kw)
def state(spec):
    st=ProjectState(real_apps={'auth','contenttypes'})
    for app,ms in spec.items():
        for name,m in ms.items():
            o=dict(m.get('options',{}))
            if 'unique_together' in o: o['unique_together']={tuple(x) for x in o['unique_together']}
            if m.get('indexes'): o['indexes']=[models.Index(fields=f,name=n) for f,n in m['indexes']]
            if m.get('checks'): o['constraints']=[models.CheckConstraint(condition=models.Q(**c),name=n) for n,c in m['checks']]
            fields=[] if o.get('proxy') else [('id',models.BigAutoField(auto_created=True,primary_key=True,serialize=False,verbose_name='ID'))]
            fields+=[(n,fld(f)) for n,f in m['fields'].items()]
            st.add_model(ModelState(app,name,fields,o,bases=tuple(m['bases']) if m.get('bases') else None))
    return st
class Q(MigrationQuestioner):
    def __init__(s,a): super().__init__(specified_apps={'library','shop'}); s.a=a; s.asked=[]
    def ask_rename(s,m,o,n,f): s.asked.append("Was %s.%s renamed to %s.%s (a %s)? [y/N]"%(m,o,m,n,f.__class__.__name__)); return s.a.get('rename',False)
    def ask_rename_model(s,o,n): s.asked.append("Was the model %s.%s renamed to %s? [y/N]"%(o.app_label,o.name,n.name)); return s.a.get('rename_model',False)
    def ask_not_null_addition(s,f,m): s.asked.append('add '+m+'.'+f); return s.a.get('not_null_addition')
    def ask_auto_now_add_addition(s,f,m): s.asked.append('auto_now_add '+m+'.'+f); return s.a.get('auto_now_add_addition')
    def ask_not_null_alteration(s,f,m): s.asked.append('alter '+m+'.'+f); return s.a.get('not_null_alteration',models.NOT_PROVIDED)
out={}
for name,c in cases.items():
    before,after=c[0],c[1]; ans=c[2] if len(c)>2 else {}
    g=MigrationGraph()
    for app in before:
        g.add_node((app,'0001_initial'),None)
    q=Q(ans)
    d=MigrationAutodetector(state(before),state(after),q)
    ch=d.changes(graph=g)
    res={app:[{'name':m.name,'initial':bool(m.initial),'dependencies':sorted(['.'.join(x) for x in m.dependencies]),'operations':[o.formatted_description() for o in m.operations],
      'fields':[[n for n,f in o.fields] for o in m.operations if isinstance(o,migrations.CreateModel)]} for m in ms] for app,ms in sorted(ch.items())}
    out[name]={'before':before,'after':after,'answers':ans,'asked':q.asked,'changes':res}

json.dump(out, open(os.path.join(HERE, 'changes.json'), 'w'), indent=2)
