/**
 * The modules that every project gets: Django's by their path, and Python's own that Django code uses. What is in no
 * table of this folder does not exist for a project, so every new module of the framework gets its line in one of them.
 */
import type { Namespace } from '../../framework/utils/module_loading.ts'
import * as builtins from './python_builtins.ts'
import * as datetime from '../../base/python/datetime.ts'
import * as decimal from '../../base/python/decimal.ts'
import * as json from '../../base/python/json.ts'
import * as logging from '../../base/python/logging.ts'
import * as re from '../../base/python/re.ts'
import * as uuid from '../../base/python/uuid.ts'
import * as djangoApps from '../../framework/apps/index.ts'
import * as djangoAppsConfig from '../../framework/apps/config.ts'
import * as djangoAppsRegistry from '../../framework/apps/registry.ts'
import * as djangoConf from '../../framework/conf/index.ts'
import * as djangoConfGlobalSettings from '../../framework/conf/global_settings.ts'
import * as djangoConfUrls from '../../framework/conf/urls/index.ts'
import * as djangoContribAuthBaseUser from '../../framework/contrib/auth/base_user.ts'
import * as djangoContribAuthModels from '../../framework/contrib/auth/models.ts'
import * as djangoContribAuthValidators from '../../framework/contrib/auth/validators.ts'
import * as djangoContribContenttypesModels from '../../framework/contrib/contenttypes/models.ts'
import * as djangoCoreExceptions from '../../framework/core/exceptions.ts'
import * as djangoCoreFilesBase from '../../framework/core/files/base.ts'
import * as djangoCoreFilesUploadedfile from '../../framework/core/files/uploadedfile.ts'
import * as djangoCoreFilesUtils from '../../framework/core/files/utils.ts'
import * as djangoCoreHandlersBase from '../../framework/core/handlers/base.ts'
import * as djangoCoreHandlersException from '../../framework/core/handlers/exception.ts'
import * as djangoCoreHandlersWsgi from '../../framework/core/handlers/wsgi.ts'
import * as djangoCorePaginator from '../../framework/core/paginator.ts'
import * as djangoCoreSerializers from '../../framework/core/serializers/index.ts'
import * as djangoCoreSerializersJson from '../../framework/core/serializers/json.ts'
import * as djangoCoreSignals from '../../framework/core/signals.ts'
import * as djangoCoreSigning from '../../framework/core/signing.ts'
import * as djangoCoreValidators from '../../framework/core/validators.ts'
import * as djangoCoreWsgi from '../../framework/core/wsgi.ts'
import * as djangoDb from '../../framework/db/index.ts'
import * as djangoDbBackendsBase from '../../framework/db/backends/base.ts'
import * as djangoDbBackendsSqlite3Base from '../../framework/db/backends/sqlite3/base.ts'
import * as djangoDbBackendsSqlite3Operations from '../../framework/db/backends/sqlite3/operations.ts'
import * as djangoDbBackendsSqlite3Schema from '../../framework/db/backends/sqlite3/schema.ts'
import * as djangoDbBackendsUtils from '../../framework/db/backends/utils.ts'
import * as djangoDbModels from '../../framework/db/models/index.ts'
import * as djangoDbModelsAggregates from '../../framework/db/models/aggregates.ts'
import * as djangoDbModelsBase from '../../framework/db/models/base.ts'
import * as djangoDbModelsConstants from '../../framework/db/models/constants.ts'
import * as djangoDbModelsConstraints from '../../framework/db/models/constraints.ts'
import * as djangoDbModelsDeletion from '../../framework/db/models/deletion.ts'
import * as djangoDbModelsExpressions from '../../framework/db/models/expressions.ts'
import * as djangoDbModelsFields from '../../framework/db/models/fields/index.ts'
import * as djangoDbModelsFieldsFiles from '../../framework/db/models/fields/files.ts'
import * as djangoDbModelsFieldsJson from '../../framework/db/models/fields/json.ts'
import * as djangoDbModelsFieldsRelated from '../../framework/db/models/fields/related.ts'
import * as djangoDbModelsFieldsRelatedDescriptors from '../../framework/db/models/fields/related_descriptors.ts'
import * as djangoDbModelsFieldsRelatedLookups from '../../framework/db/models/fields/related_lookups.ts'
import * as djangoDbModelsFieldsReverseRelated from '../../framework/db/models/fields/reverse_related.ts'
import * as djangoDbModelsFunctions from '../../framework/db/models/functions/index.ts'
import * as djangoDbModelsFunctionsComparison from '../../framework/db/models/functions/comparison.ts'
import * as djangoDbModelsFunctionsDatetime from '../../framework/db/models/functions/datetime.ts'
import * as djangoDbModelsFunctionsMath from '../../framework/db/models/functions/math.ts'
import * as djangoDbModelsFunctionsText from '../../framework/db/models/functions/text.ts'
import * as djangoDbModelsFunctionsWindow from '../../framework/db/models/functions/window.ts'
import * as djangoDbModelsIndexes from '../../framework/db/models/indexes.ts'
import * as djangoDbModelsLookups from '../../framework/db/models/lookups.ts'
import * as djangoDbModelsManager from '../../framework/db/models/manager.ts'
import * as djangoDbModelsOptions from '../../framework/db/models/options.ts'
import * as djangoDbModelsQuery from '../../framework/db/models/query.ts'
import * as djangoDbModelsQueryUtils from '../../framework/db/models/query_utils.ts'
import * as djangoDbModelsSignals from '../../framework/db/models/signals.ts'
import * as djangoDbModelsSqlCompiler from '../../framework/db/models/sql/compiler.ts'
import * as djangoDbModelsSqlConstants from '../../framework/db/models/sql/constants.ts'
import * as djangoDbModelsSqlDatastructures from '../../framework/db/models/sql/datastructures.ts'
import * as djangoDbModelsSqlQuery from '../../framework/db/models/sql/query.ts'
import * as djangoDbModelsSqlSubqueries from '../../framework/db/models/sql/subqueries.ts'
import * as djangoDbModelsSqlWhere from '../../framework/db/models/sql/where.ts'
import * as djangoDbTransaction from '../../framework/db/transaction.ts'
import * as djangoDbUtils from '../../framework/db/utils.ts'
import * as djangoDispatch from '../../framework/dispatch/index.ts'
import * as djangoDispatchDispatcher from '../../framework/dispatch/dispatcher.ts'
import * as djangoHttp from '../../framework/http/index.ts'
import * as djangoHttpCookie from '../../framework/http/cookie.ts'
import * as djangoHttpMultipartparser from '../../framework/http/multipartparser.ts'
import * as djangoHttpRequest from '../../framework/http/request.ts'
import * as djangoHttpResponse from '../../framework/http/response.ts'
import * as djangoMiddlewareClickjacking from '../../framework/middleware/clickjacking.ts'
import * as djangoMiddlewareCommon from '../../framework/middleware/common.ts'
import * as djangoMiddlewareCsrf from '../../framework/middleware/csrf.ts'
import * as djangoMiddlewareHttp from '../../framework/middleware/http.ts'
import * as djangoMiddlewareSecurity from '../../framework/middleware/security.ts'
import * as djangoShortcuts from '../../framework/shortcuts.ts'
import * as djangoTemplate from '../../framework/template/index.ts'
import * as djangoTemplateBackendsBase from '../../framework/template/backends/base.ts'
import * as djangoTemplateBackendsDjango from '../../framework/template/backends/django.ts'
import * as djangoTemplateBase from '../../framework/template/base.ts'
import * as djangoTemplateContext from '../../framework/template/context.ts'
import * as djangoTemplateContextProcessors from '../../framework/template/context_processors.ts'
import * as djangoTemplateDefaultfilters from '../../framework/template/defaultfilters.ts'
import * as djangoTemplateDefaulttags from '../../framework/template/defaulttags.ts'
import * as djangoTemplateEngine from '../../framework/template/engine.ts'
import * as djangoTemplateExceptions from '../../framework/template/exceptions.ts'
import * as djangoTemplateLibrary from '../../framework/template/library.ts'
import * as djangoTemplateLoader from '../../framework/template/loader.ts'
import * as djangoTemplateLoaderTags from '../../framework/template/loader_tags.ts'
import * as djangoTemplateLoaders from '../../framework/template/loaders/index.ts'
import * as djangoTemplateLoadersAppDirectories from '../../framework/template/loaders/app_directories.ts'
import * as djangoTemplateLoadersBase from '../../framework/template/loaders/base.ts'
import * as djangoTemplateLoadersCached from '../../framework/template/loaders/cached.ts'
import * as djangoTemplateLoadersFilesystem from '../../framework/template/loaders/filesystem.ts'
import * as djangoTemplateLoadersLocmem from '../../framework/template/loaders/locmem.ts'
import * as djangoTemplateResponse from '../../framework/template/response.ts'
import * as djangoTemplateSmartif from '../../framework/template/smartif.ts'
import * as djangoTemplatetagsCache from '../../framework/templatetags/cache.ts'
import * as djangoTemplatetagsI18n from '../../framework/templatetags/i18n.ts'
import * as djangoTemplatetagsL10n from '../../framework/templatetags/l10n.ts'
import * as djangoTemplatetagsStatic from '../../framework/templatetags/static.ts'
import * as djangoTemplatetagsTz from '../../framework/templatetags/tz.ts'
import * as djangoUrls from '../../framework/urls/index.ts'
import * as djangoUrlsBase from '../../framework/urls/base.ts'
import * as djangoUrlsConf from '../../framework/urls/conf.ts'
import * as djangoUrlsConverters from '../../framework/urls/converters.ts'
import * as djangoUrlsExceptions from '../../framework/urls/exceptions.ts'
import * as djangoUrlsResolvers from '../../framework/urls/resolvers.ts'
import * as djangoUrlsUtils from '../../framework/urls/utils.ts'
import * as djangoUtilsCache from '../../framework/utils/cache.ts'
import * as djangoUtilsChoices from '../../framework/utils/choices.ts'
import * as djangoUtilsCrypto from '../../framework/utils/crypto.ts'
import * as djangoUtilsDatastructures from '../../framework/utils/datastructures.ts'
import * as djangoUtilsDateformat from '../../framework/utils/dateformat.ts'
import * as djangoUtilsDateparse from '../../framework/utils/dateparse.ts'
import * as djangoUtilsDates from '../../framework/utils/dates.ts'
import * as djangoUtilsDecorators from '../../framework/utils/decorators.ts'
import * as djangoUtilsDeprecation from '../../framework/utils/deprecation.ts'
import * as djangoUtilsDuration from '../../framework/utils/duration.ts'
import * as djangoUtilsEncoding from '../../framework/utils/encoding.ts'
import * as djangoUtilsFormats from '../../framework/utils/formats.ts'
import * as djangoUtilsFunctional from '../../framework/utils/functional.ts'
import * as djangoUtilsHashable from '../../framework/utils/hashable.ts'
import * as djangoUtilsHtml from '../../framework/utils/html.ts'
import * as djangoUtilsHttp from '../../framework/utils/http.ts'
import * as djangoUtilsIpv6 from '../../framework/utils/ipv6.ts'
import * as djangoUtilsLog from '../../framework/utils/log.ts'
import * as djangoUtilsModuleLoading from '../../framework/utils/module_loading.ts'
import * as djangoUtilsNumberformat from '../../framework/utils/numberformat.ts'
import * as djangoUtilsRegexHelper from '../../framework/utils/regex_helper.ts'
import * as djangoUtilsSafestring from '../../framework/utils/safestring.ts'
import * as djangoUtilsText from '../../framework/utils/text.ts'
import * as djangoUtilsTimesince from '../../framework/utils/timesince.ts'
import * as djangoUtilsTimezone from '../../framework/utils/timezone.ts'
import * as djangoUtilsTranslation from '../../framework/utils/translation/index.ts'
import * as djangoUtilsTranslationTransNull from '../../framework/utils/translation/trans_null.ts'
import * as djangoUtilsTranslationTransReal from '../../framework/utils/translation/trans_real.ts'
import * as djangoUtilsTree from '../../framework/utils/tree.ts'
import * as djangoViewsCsrf from '../../framework/views/csrf.ts'
import * as djangoViewsStatic from '../../framework/views/static.ts'
import * as djangoUtilsOs from '../../framework/utils/_os.ts'
import * as djangoViewsDebug from '../../framework/views/debug.ts'
import * as djangoViewsDecoratorsClickjacking from '../../framework/views/decorators/clickjacking.ts'
import * as djangoViewsDecoratorsCommon from '../../framework/views/decorators/common.ts'
import * as djangoViewsDecoratorsCsrf from '../../framework/views/decorators/csrf.ts'
import * as djangoViewsDecoratorsHttp from '../../framework/views/decorators/http.ts'
import * as djangoViewsDecoratorsVary from '../../framework/views/decorators/vary.ts'
import * as djangoViewsDefaults from '../../framework/views/defaults.ts'

export const modules: Readonly<Record<string, Namespace>> = {
  builtins: builtins,
  datetime: datetime,
  decimal: decimal,
  json: json,
  logging: logging,
  re: re,
  uuid: uuid,
  'django/apps': djangoApps,
  'django/apps/config': djangoAppsConfig,
  'django/apps/registry': djangoAppsRegistry,
  'django/conf': djangoConf,
  'django/conf/global_settings': djangoConfGlobalSettings,
  'django/conf/urls': djangoConfUrls,
  'django/contrib/auth/base_user': djangoContribAuthBaseUser,
  'django/contrib/auth/models': djangoContribAuthModels,
  'django/contrib/auth/validators': djangoContribAuthValidators,
  'django/contrib/contenttypes/models': djangoContribContenttypesModels,
  'django/core/exceptions': djangoCoreExceptions,
  'django/core/files/base': djangoCoreFilesBase,
  'django/core/files/uploadedfile': djangoCoreFilesUploadedfile,
  'django/core/files/utils': djangoCoreFilesUtils,
  'django/core/handlers/base': djangoCoreHandlersBase,
  'django/core/handlers/exception': djangoCoreHandlersException,
  'django/core/handlers/wsgi': djangoCoreHandlersWsgi,
  'django/core/paginator': djangoCorePaginator,
  'django/core/serializers': djangoCoreSerializers,
  'django/core/serializers/json': djangoCoreSerializersJson,
  'django/core/signals': djangoCoreSignals,
  'django/core/signing': djangoCoreSigning,
  'django/core/validators': djangoCoreValidators,
  'django/core/wsgi': djangoCoreWsgi,
  'django/db': djangoDb,
  'django/db/backends/base': djangoDbBackendsBase,
  'django/db/backends/sqlite3/base': djangoDbBackendsSqlite3Base,
  'django/db/backends/sqlite3/operations': djangoDbBackendsSqlite3Operations,
  'django/db/backends/sqlite3/schema': djangoDbBackendsSqlite3Schema,
  'django/db/backends/utils': djangoDbBackendsUtils,
  'django/db/models': djangoDbModels,
  'django/db/models/aggregates': djangoDbModelsAggregates,
  'django/db/models/base': djangoDbModelsBase,
  'django/db/models/constants': djangoDbModelsConstants,
  'django/db/models/constraints': djangoDbModelsConstraints,
  'django/db/models/deletion': djangoDbModelsDeletion,
  'django/db/models/expressions': djangoDbModelsExpressions,
  'django/db/models/fields': djangoDbModelsFields,
  'django/db/models/fields/files': djangoDbModelsFieldsFiles,
  'django/db/models/fields/json': djangoDbModelsFieldsJson,
  'django/db/models/fields/related': djangoDbModelsFieldsRelated,
  'django/db/models/fields/related_descriptors': djangoDbModelsFieldsRelatedDescriptors,
  'django/db/models/fields/related_lookups': djangoDbModelsFieldsRelatedLookups,
  'django/db/models/fields/reverse_related': djangoDbModelsFieldsReverseRelated,
  'django/db/models/functions': djangoDbModelsFunctions,
  'django/db/models/functions/comparison': djangoDbModelsFunctionsComparison,
  'django/db/models/functions/datetime': djangoDbModelsFunctionsDatetime,
  'django/db/models/functions/math': djangoDbModelsFunctionsMath,
  'django/db/models/functions/text': djangoDbModelsFunctionsText,
  'django/db/models/functions/window': djangoDbModelsFunctionsWindow,
  'django/db/models/indexes': djangoDbModelsIndexes,
  'django/db/models/lookups': djangoDbModelsLookups,
  'django/db/models/manager': djangoDbModelsManager,
  'django/db/models/options': djangoDbModelsOptions,
  'django/db/models/query': djangoDbModelsQuery,
  'django/db/models/query_utils': djangoDbModelsQueryUtils,
  'django/db/models/signals': djangoDbModelsSignals,
  'django/db/models/sql/compiler': djangoDbModelsSqlCompiler,
  'django/db/models/sql/constants': djangoDbModelsSqlConstants,
  'django/db/models/sql/datastructures': djangoDbModelsSqlDatastructures,
  'django/db/models/sql/query': djangoDbModelsSqlQuery,
  'django/db/models/sql/subqueries': djangoDbModelsSqlSubqueries,
  'django/db/models/sql/where': djangoDbModelsSqlWhere,
  'django/db/transaction': djangoDbTransaction,
  'django/db/utils': djangoDbUtils,
  'django/dispatch': djangoDispatch,
  'django/dispatch/dispatcher': djangoDispatchDispatcher,
  'django/http': djangoHttp,
  'django/http/cookie': djangoHttpCookie,
  'django/http/multipartparser': djangoHttpMultipartparser,
  'django/http/request': djangoHttpRequest,
  'django/http/response': djangoHttpResponse,
  'django/middleware/clickjacking': djangoMiddlewareClickjacking,
  'django/middleware/common': djangoMiddlewareCommon,
  'django/middleware/csrf': djangoMiddlewareCsrf,
  'django/middleware/http': djangoMiddlewareHttp,
  'django/middleware/security': djangoMiddlewareSecurity,
  'django/shortcuts': djangoShortcuts,
  'django/template': djangoTemplate,
  'django/template/backends/base': djangoTemplateBackendsBase,
  'django/template/backends/django': djangoTemplateBackendsDjango,
  'django/template/base': djangoTemplateBase,
  'django/template/context': djangoTemplateContext,
  'django/template/context_processors': djangoTemplateContextProcessors,
  'django/template/defaultfilters': djangoTemplateDefaultfilters,
  'django/template/defaulttags': djangoTemplateDefaulttags,
  'django/template/engine': djangoTemplateEngine,
  'django/template/exceptions': djangoTemplateExceptions,
  'django/template/library': djangoTemplateLibrary,
  'django/template/loader': djangoTemplateLoader,
  'django/template/loader_tags': djangoTemplateLoaderTags,
  'django/template/loaders': djangoTemplateLoaders,
  'django/template/loaders/app_directories': djangoTemplateLoadersAppDirectories,
  'django/template/loaders/base': djangoTemplateLoadersBase,
  'django/template/loaders/cached': djangoTemplateLoadersCached,
  'django/template/loaders/filesystem': djangoTemplateLoadersFilesystem,
  'django/template/loaders/locmem': djangoTemplateLoadersLocmem,
  'django/template/response': djangoTemplateResponse,
  'django/template/smartif': djangoTemplateSmartif,
  'django/templatetags/cache': djangoTemplatetagsCache,
  'django/templatetags/i18n': djangoTemplatetagsI18n,
  'django/templatetags/l10n': djangoTemplatetagsL10n,
  'django/templatetags/static': djangoTemplatetagsStatic,
  'django/templatetags/tz': djangoTemplatetagsTz,
  'django/urls': djangoUrls,
  'django/urls/base': djangoUrlsBase,
  'django/urls/conf': djangoUrlsConf,
  'django/urls/converters': djangoUrlsConverters,
  'django/urls/exceptions': djangoUrlsExceptions,
  'django/urls/resolvers': djangoUrlsResolvers,
  'django/urls/utils': djangoUrlsUtils,
  'django/utils/cache': djangoUtilsCache,
  'django/utils/choices': djangoUtilsChoices,
  'django/utils/crypto': djangoUtilsCrypto,
  'django/utils/datastructures': djangoUtilsDatastructures,
  'django/utils/dateformat': djangoUtilsDateformat,
  'django/utils/dateparse': djangoUtilsDateparse,
  'django/utils/dates': djangoUtilsDates,
  'django/utils/decorators': djangoUtilsDecorators,
  'django/utils/deprecation': djangoUtilsDeprecation,
  'django/utils/duration': djangoUtilsDuration,
  'django/utils/encoding': djangoUtilsEncoding,
  'django/utils/formats': djangoUtilsFormats,
  'django/utils/functional': djangoUtilsFunctional,
  'django/utils/hashable': djangoUtilsHashable,
  'django/utils/html': djangoUtilsHtml,
  'django/utils/http': djangoUtilsHttp,
  'django/utils/ipv6': djangoUtilsIpv6,
  'django/utils/log': djangoUtilsLog,
  'django/utils/module_loading': djangoUtilsModuleLoading,
  'django/utils/numberformat': djangoUtilsNumberformat,
  'django/utils/regex_helper': djangoUtilsRegexHelper,
  'django/utils/safestring': djangoUtilsSafestring,
  'django/utils/text': djangoUtilsText,
  'django/utils/timesince': djangoUtilsTimesince,
  'django/utils/timezone': djangoUtilsTimezone,
  'django/utils/translation': djangoUtilsTranslation,
  'django/utils/translation/trans_null': djangoUtilsTranslationTransNull,
  'django/utils/translation/trans_real': djangoUtilsTranslationTransReal,
  'django/utils/tree': djangoUtilsTree,
  'django/views/csrf': djangoViewsCsrf,
  'django/views/debug': djangoViewsDebug,
  'django/views/static': djangoViewsStatic,
  'django/utils/_os': djangoUtilsOs,
  'django/views/decorators/clickjacking': djangoViewsDecoratorsClickjacking,
  'django/views/decorators/common': djangoViewsDecoratorsCommon,
  'django/views/decorators/csrf': djangoViewsDecoratorsCsrf,
  'django/views/decorators/http': djangoViewsDecoratorsHttp,
  'django/views/decorators/vary': djangoViewsDecoratorsVary,
  'django/views/defaults': djangoViewsDefaults,
}
