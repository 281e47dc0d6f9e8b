/**
 * How dates, times and numbers are written in the languages that Django ships, but English: a data table, recorded from
 * real Django by e2e/conformance/record_locales.py. The fields are parted by `|`, items of a list by `;`; `-` is left
 * to the settings. In order: DATE_FORMAT, TIME_FORMAT, DATETIME_FORMAT, YEAR_MONTH_FORMAT, MONTH_DAY_FORMAT,
 * SHORT_DATE_FORMAT, SHORT_DATETIME_FORMAT, FIRST_DAY_OF_WEEK, DATE_INPUT_FORMATS, TIME_INPUT_FORMATS,
 * DATETIME_INPUT_FORMATS, DECIMAL_SEPARATOR, THOUSAND_SEPARATOR, NUMBER_GROUPING.
 *
 * Django: django/conf/locale/LANGUAGE/formats.py
 */
export const LOCALE_FORMATS: Readonly<Record<string, string>> = {
  ar: 'j F، Y|g:i A|-|F Y|j F|d\u200f/m\u200f/Y|-|-|-|-|-|,|.|-',
  'ar-dz':
    'j F Y|H:i|j F Y H:i|F Y|j F|j F Y|j F Y H:i|0|%Y/%m/%d|%H:%M;%H:%M:%S|%Y/%m/%d %H:%M;%Y/%m/%d %H:%M:%S|,|.|3',
  az: 'j E Y|G:i|j E Y, G:i|F Y|j F|d.m.Y|d.m.Y H:i|1|%d.%m.%Y;%d.%m.%y|-|%d.%m.%Y %H:%M:%S;%d.%m.%Y %H:%M:%S.%f;%d.%m.%Y %H:%M;%d.%m.%y %H:%M:%S;%d.%m.%y %H:%M:%S.%f;%d.%m.%y %H:%M|,|\u00a0|3',
  bg: 'd F Y|H:i|-|-|j F|d.m.Y|-|-|-|-|-|,|\u00a0|-',
  bn: 'j F, Y|g:i A|-|F Y|j F|j M, Y|-|6|%d/%m/%Y;%d/%m/%y;%d-%m-%Y;%d-%m-%y|%H:%M:%S;%H:%M|%d/%m/%Y %H:%M:%S;%d/%m/%Y %H:%M|.|,|-',
  bs: 'j. N Y.|G:i|j. N. Y. G:i T|F Y.|j. F|Y M j|-|-|-|-|-|,|.|-',
  ca: 'j E \\d\\e Y|G:i|j E \\d\\e Y \\a \\l\\e\\s G:i|F \\d\\e\\l Y|j E|d/m/Y|d/m/Y G:i|1|%d/%m/%Y;%d/%m/%y|-|%d/%m/%Y %H:%M:%S;%d/%m/%Y %H:%M:%S.%f;%d/%m/%Y %H:%M;%d/%m/%y %H:%M:%S;%d/%m/%y %H:%M:%S.%f;%d/%m/%y %H:%M|,|.|3',
  ckb: 'j F Y|G:i|j F Y، کاتژمێر G:i|F Y|j F|Y/n/j|Y/n/j،\u200f G:i|6|-|-|-|.|,|-',
  cs: 'j. E Y|G:i|j. E Y G:i|F Y|j. F|d.m.Y|d.m.Y G:i|1|%d.%m.%Y;%d.%m.%y;%d. %m. %Y;%d. %m. %y|%H:%M:%S;%H.%M;%H:%M|%d.%m.%Y %H:%M:%S;%d.%m.%Y %H:%M:%S.%f;%d.%m.%Y %H.%M;%d.%m.%Y %H:%M;%d. %m. %Y %H:%M:%S;%d. %m. %Y %H:%M:%S.%f;%d. %m. %Y %H.%M;%d. %m. %Y %H:%M;%Y-%m-%d %H.%M|,|\u00a0|3',
  cy: 'j F Y|P|j F Y, P|F Y|j F|d/m/Y|d/m/Y P|1|%d/%m/%Y;%d/%m/%y|-|%Y-%m-%d %H:%M:%S;%Y-%m-%d %H:%M:%S.%f;%Y-%m-%d %H:%M;%d/%m/%Y %H:%M:%S;%d/%m/%Y %H:%M:%S.%f;%d/%m/%Y %H:%M;%d/%m/%y %H:%M:%S;%d/%m/%y %H:%M:%S.%f;%d/%m/%y %H:%M|.|,|3',
  da: 'j. F Y|H:i|j. F Y H:i|F Y|j. F|d.m.Y|d.m.Y H:i|1|%d.%m.%Y|-|%d.%m.%Y %H:%M:%S;%d.%m.%Y %H:%M:%S.%f;%d.%m.%Y %H:%M|,|.|3',
  de: 'j. F Y|H:i|j. F Y H:i|F Y|j. F|d.m.Y|d.m.Y H:i|1|%d.%m.%Y;%d.%m.%y|-|%d.%m.%Y %H:%M:%S;%d.%m.%Y %H:%M:%S.%f;%d.%m.%Y %H:%M|,|.|3',
  'de-ch':
    'j. F Y|H:i|j. F Y H:i|F Y|j. F|d.m.Y|d.m.Y H:i|1|%d.%m.%Y;%d.%m.%y|-|%d.%m.%Y %H:%M:%S;%d.%m.%Y %H:%M:%S.%f;%d.%m.%Y %H:%M|,|\u00a0|3',
  el: 'd/m/Y|P|d/m/Y P|F Y|j F|d/m/Y|d/m/Y P|0|%d/%m/%Y;%d/%m/%y;%Y-%m-%d|-|%d/%m/%Y %H:%M:%S;%d/%m/%Y %H:%M:%S.%f;%d/%m/%Y %H:%M;%d/%m/%y %H:%M:%S;%d/%m/%y %H:%M:%S.%f;%d/%m/%y %H:%M;%Y-%m-%d %H:%M:%S;%Y-%m-%d %H:%M:%S.%f;%Y-%m-%d %H:%M|,|.|3',
  'en-au':
    'j M Y|P|j M Y, P|F Y|j F|d/m/Y|d/m/Y P|0|%d/%m/%Y;%d/%m/%y|-|%Y-%m-%d %H:%M:%S;%Y-%m-%d %H:%M:%S.%f;%Y-%m-%d %H:%M;%d/%m/%Y %H:%M:%S;%d/%m/%Y %H:%M:%S.%f;%d/%m/%Y %H:%M;%d/%m/%y %H:%M:%S;%d/%m/%y %H:%M:%S.%f;%d/%m/%y %H:%M|.|,|3',
  'en-ca':
    'j M Y|P|j M Y, P|F Y|j F|Y-m-d|Y-m-d P|0|%Y-%m-%d;%y-%m-%d|-|%Y-%m-%d %H:%M:%S;%y-%m-%d %H:%M:%S;%Y-%m-%d %H:%M:%S.%f;%y-%m-%d %H:%M:%S.%f;%Y-%m-%d %H:%M;%y-%m-%d %H:%M|.|\u00a0|3',
  'en-gb':
    'j M Y|P|j M Y, P|F Y|j F|d/m/Y|d/m/Y P|1|%d/%m/%Y;%d/%m/%y|-|%Y-%m-%d %H:%M:%S;%Y-%m-%d %H:%M:%S.%f;%Y-%m-%d %H:%M;%d/%m/%Y %H:%M:%S;%d/%m/%Y %H:%M:%S.%f;%d/%m/%Y %H:%M;%d/%m/%y %H:%M:%S;%d/%m/%y %H:%M:%S.%f;%d/%m/%y %H:%M|.|,|3',
  'en-ie':
    'j M Y|H:i|j M Y, H:i|F Y|j F|d/m/Y|d/m/Y H:i|1|%d/%m/%Y;%d/%m/%y;%d %b %Y;%d %b, %Y;%d %B %Y;%d %B, %Y|-|%Y-%m-%d %H:%M:%S;%Y-%m-%d %H:%M:%S.%f;%Y-%m-%d %H:%M;%d/%m/%Y %H:%M:%S;%d/%m/%Y %H:%M:%S.%f;%d/%m/%Y %H:%M;%d/%m/%y %H:%M:%S;%d/%m/%y %H:%M:%S.%f;%d/%m/%y %H:%M|.|,|3',
  eo: 'j\\-\\a \\d\\e F Y|H:i|j\\-\\a \\d\\e F Y\\, \\j\\e H:i|F \\d\\e Y|j\\-\\a \\d\\e F|Y-m-d|Y-m-d H:i|1|%Y-%m-%d;%y-%m-%d;%Y %m %d;%Y.%m.%d;%d-a de %b %Y;%d %b %Y;%d-a de %B %Y;%d %B %Y;%d %m %Y;%d/%m/%Y|%H:%M:%S;%H:%M|%Y-%m-%d %H:%M:%S;%Y-%m-%d %H:%M;%Y.%m.%d %H:%M:%S;%Y.%m.%d %H:%M;%d/%m/%Y %H:%M:%S;%d/%m/%Y %H:%M;%y-%m-%d %H:%M:%S;%y-%m-%d %H:%M|,|\u00a0|3',
  es: 'j \\d\\e F \\d\\e Y|H:i|j \\d\\e F \\d\\e Y \\a \\l\\a\\s H:i|F \\d\\e Y|j \\d\\e F|d/m/Y|d/m/Y H:i|1|%d/%m/%Y;%d/%m/%y|-|%d/%m/%Y %H:%M:%S;%d/%m/%Y %H:%M:%S.%f;%d/%m/%Y %H:%M;%d/%m/%y %H:%M:%S;%d/%m/%y %H:%M:%S.%f;%d/%m/%y %H:%M|,|\u00a0|3',
  'es-ar':
    'j N Y|H:i|j N Y H:i|F Y|j \\d\\e F|d/m/Y|d/m/Y H:i|0|%d/%m/%Y;%d/%m/%y|-|%d/%m/%Y %H:%M:%S;%d/%m/%Y %H:%M:%S.%f;%d/%m/%Y %H:%M;%d/%m/%y %H:%M:%S;%d/%m/%y %H:%M:%S.%f;%d/%m/%y %H:%M|,|.|3',
  'es-co':
    'j \\d\\e F \\d\\e Y|H:i|j \\d\\e F \\d\\e Y \\a \\l\\a\\s H:i|F \\d\\e Y|j \\d\\e F|d/m/Y|d/m/Y H:i|1|%d/%m/%Y;%d/%m/%y;%Y%m%d|-|%d/%m/%Y %H:%M:%S;%d/%m/%Y %H:%M:%S.%f;%d/%m/%Y %H:%M;%d/%m/%y %H:%M:%S;%d/%m/%y %H:%M:%S.%f;%d/%m/%y %H:%M|,|.|3',
  'es-mx':
    'j \\d\\e F \\d\\e Y|H:i|j \\d\\e F \\d\\e Y \\a \\l\\a\\s H:i|F \\d\\e Y|j \\d\\e F|d/m/Y|d/m/Y H:i|1|%d/%m/%Y;%d/%m/%y;%Y%m%d|-|%d/%m/%Y %H:%M:%S;%d/%m/%Y %H:%M:%S.%f;%d/%m/%Y %H:%M;%d/%m/%y %H:%M:%S;%d/%m/%y %H:%M:%S.%f;%d/%m/%y %H:%M|.|,|3',
  'es-ni':
    'j \\d\\e F \\d\\e Y|H:i|j \\d\\e F \\d\\e Y \\a \\l\\a\\s H:i|F \\d\\e Y|j \\d\\e F|d/m/Y|d/m/Y H:i|1|%d/%m/%Y;%d/%m/%y;%Y%m%d|-|%d/%m/%Y %H:%M:%S;%d/%m/%Y %H:%M:%S.%f;%d/%m/%Y %H:%M;%d/%m/%y %H:%M:%S;%d/%m/%y %H:%M:%S.%f;%d/%m/%y %H:%M|.|,|3',
  'es-pr':
    'j \\d\\e F \\d\\e Y|H:i|j \\d\\e F \\d\\e Y \\a \\l\\a\\s H:i|F \\d\\e Y|j \\d\\e F|d/m/Y|d/m/Y H:i|0|%d/%m/%Y;%d/%m/%y|-|%d/%m/%Y %H:%M:%S;%d/%m/%Y %H:%M:%S.%f;%d/%m/%Y %H:%M;%d/%m/%y %H:%M:%S;%d/%m/%y %H:%M:%S.%f;%d/%m/%y %H:%M|.|,|3',
  et: 'j. F Y|G:i|-|-|j. F|d.m.Y|-|-|-|-|-|,|\u00a0|-',
  eu: 'Y\\k\\o N j\\a|H:i|Y\\k\\o N j\\a, H:i|Y\\k\\o F|F\\r\\e\\n j\\a|Y-m-d|Y-m-d H:i|1|-|-|-|,|.|3',
  fa: 'j F Y|G:i|j F Y، ساعت G:i|F Y|j F|Y/n/j|Y/n/j،\u200f G:i|6|-|-|-|.|,|-',
  fi: 'j. E Y|G.i|j. E Y \\k\\e\\l\\l\\o G.i|F Y|j. F|j.n.Y|j.n.Y G.i|1|%d.%m.%Y;%d.%m.%y|%H.%M.%S;%H.%M.%S.%f;%H.%M|%d.%m.%Y %H.%M.%S;%d.%m.%Y %H.%M.%S.%f;%d.%m.%Y %H.%M;%d.%m.%y %H.%M.%S;%d.%m.%y %H.%M.%S.%f;%d.%m.%y %H.%M|,|\u00a0|3',
  fr: 'j F Y|H:i|j F Y H:i|F Y|j F|d/m/Y|d/m/Y H:i|1|%d/%m/%Y;%d/%m/%y|-|%d/%m/%Y %H:%M:%S;%d/%m/%Y %H:%M:%S.%f;%d/%m/%Y %H:%M|,|\u00a0|3',
  'fr-be':
    'j F Y|H:i|j F Y H:i|F Y|j F|d.m.Y|d.m.Y H:i|1|%d.%m.%Y;%d.%m.%y;%d/%m/%Y;%d/%m/%y|-|%d.%m.%Y %H:%M:%S;%d.%m.%Y %H:%M:%S.%f;%d.%m.%Y %H:%M;%d/%m/%Y %H:%M:%S;%d/%m/%Y %H:%M:%S.%f;%d/%m/%Y %H:%M|,|\u00a0|3',
  'fr-ca':
    'j F Y|H\u00a0h\u00a0i|j F Y, H\u00a0h\u00a0i|F Y|j F|Y-m-d|Y-m-d H\u00a0h\u00a0i|0|%Y-%m-%d;%y-%m-%d|-|%Y-%m-%d %H:%M:%S;%y-%m-%d %H:%M:%S;%Y-%m-%d %H:%M:%S.%f;%y-%m-%d %H:%M:%S.%f;%Y-%m-%d %H:%M;%y-%m-%d %H:%M|,|\u00a0|3',
  'fr-ch':
    'j F Y|H:i|j F Y H:i|F Y|j F|d.m.Y|d.m.Y H:i|1|%d.%m.%Y;%d.%m.%y;%d/%m/%Y;%d/%m/%y|-|%d.%m.%Y %H:%M:%S;%d.%m.%Y %H:%M:%S.%f;%d.%m.%Y %H:%M;%d/%m/%Y %H:%M:%S;%d/%m/%Y %H:%M:%S.%f;%d/%m/%Y %H:%M|,|\u00a0|3',
  fy: '-|-|-|-|-|-|-|-|-|-|-|-|-|-',
  ga: 'j F Y|H:i|-|-|j F|j M Y|-|-|-|-|-|.|,|-',
  gd: 'j F Y|h:ia|j F Y h:ia|-|j F|j M Y|j M Y h:ia|1|-|-|-|.|,|-',
  gl: 'j \\d\\e F \\d\\e Y|H:i|j \\d\\e F \\d\\e Y \\á\\s H:i|F \\d\\e Y|j \\d\\e F|d-m-Y|d-m-Y, H:i|1|-|-|-|,|.|-',
  he: 'j בF Y|H:i|j בF Y H:i|F Y|j בF|d/m/Y|d/m/Y H:i|-|-|-|-|.|,|-',
  hi: 'j F Y|g:i A|-|-|j F|d-m-Y|-|-|-|-|-|.|,|-',
  hr: 'j. E Y.|H:i|j. E Y. H:i|F Y.|j. F|j.m.Y.|j.m.Y. H:i|1|%Y-%m-%d;%d.%m.%Y.;%d.%m.%y.;%d. %m. %Y.;%d. %m. %y.|-|%Y-%m-%d %H:%M:%S;%Y-%m-%d %H:%M:%S.%f;%Y-%m-%d %H:%M;%d.%m.%Y. %H:%M:%S;%d.%m.%Y. %H:%M:%S.%f;%d.%m.%Y. %H:%M;%d.%m.%y. %H:%M:%S;%d.%m.%y. %H:%M:%S.%f;%d.%m.%y. %H:%M;%d. %m. %Y. %H:%M:%S;%d. %m. %Y. %H:%M:%S.%f;%d. %m. %Y. %H:%M;%d. %m. %y. %H:%M:%S;%d. %m. %y. %H:%M:%S.%f;%d. %m. %y. %H:%M|,|.|3',
  hu: 'Y. F j.|H:i|Y. F j. H:i|Y. F|F j.|Y.m.d.|Y.m.d. H:i|1|%Y.%m.%d.|%H:%M:%S;%H:%M|%Y.%m.%d. %H:%M:%S;%Y.%m.%d. %H:%M:%S.%f;%Y.%m.%d. %H:%M|,|\u00a0|3',
  id: 'j N Y|G.i|j N Y, G.i|F Y|j F|d-m-Y|d-m-Y G.i|1|%d-%m-%Y;%d/%m/%Y;%d-%m-%y;%d/%m/%y;%d %b %Y;%d %B %Y;%m/%d/%y;%m/%d/%Y|%H.%M.%S;%H.%M|%d-%m-%Y %H.%M.%S;%d-%m-%Y %H.%M.%S.%f;%d-%m-%Y %H.%M;%d-%m-%y %H.%M.%S;%d-%m-%y %H.%M.%S.%f;%d-%m-%y %H.%M;%m/%d/%y %H.%M.%S;%m/%d/%y %H.%M.%S.%f;%m/%d/%y %H.%M;%m/%d/%Y %H.%M.%S;%m/%d/%Y %H.%M.%S.%f;%m/%d/%Y %H.%M|,|.|3',
  ig: 'j F Y|P|j F Y P|F Y|j F|d.m.Y|d.m.Y H:i|1|%d.%m.%Y;%d.%m.%y|-|%d.%m.%Y %H:%M:%S;%d.%m.%Y %H:%M:%S.%f;%d.%m.%Y %H:%M;%d.%m.%Y;%d.%m.%y %H:%M:%S;%d.%m.%y %H:%M:%S.%f;%d.%m.%y %H:%M;%d.%m.%y|.|,|3',
  is: 'j. F Y|H:i|-|F Y|j. F|j.n.Y|-|-|-|-|-|,|.|3',
  it: 'd F Y|H:i|l d F Y H:i|F Y|j F|d/m/Y|d/m/Y H:i|1|%d/%m/%Y;%Y/%m/%d;%d-%m-%Y;%Y-%m-%d;%d-%m-%y;%d/%m/%y|-|%d/%m/%Y %H:%M:%S;%d/%m/%Y %H:%M:%S.%f;%d/%m/%Y %H:%M;%d/%m/%y %H:%M:%S;%d/%m/%y %H:%M:%S.%f;%d/%m/%y %H:%M;%Y-%m-%d %H:%M:%S;%Y-%m-%d %H:%M:%S.%f;%Y-%m-%d %H:%M;%d-%m-%Y %H:%M:%S;%d-%m-%Y %H:%M:%S.%f;%d-%m-%Y %H:%M;%d-%m-%y %H:%M:%S;%d-%m-%y %H:%M:%S.%f;%d-%m-%y %H:%M|,|.|3',
  ja: 'Y年n月j日|G:i|Y年n月j日G:i|Y年n月|n月j日|Y/m/d|Y/m/d G:i|-|-|-|-|.|,|3',
  ka: 'l, j F, Y|h:i a|j F, Y h:i a|F, Y|j F|j.M.Y|j.M.Y H:i|1|%Y-%m-%d;%m/%d/%Y;%m/%d/%y;%d.%m.%Y;%d.%m.%y|-|%Y-%m-%d %H:%M:%S;%Y-%m-%d %H:%M:%S.%f;%Y-%m-%d %H:%M;%d.%m.%Y %H:%M:%S;%d.%m.%Y %H:%M:%S.%f;%d.%m.%Y %H:%M;%d.%m.%y %H:%M:%S;%d.%m.%y %H:%M:%S.%f;%d.%m.%y %H:%M;%m/%d/%Y %H:%M:%S;%m/%d/%Y %H:%M:%S.%f;%m/%d/%Y %H:%M;%m/%d/%y %H:%M:%S;%m/%d/%y %H:%M:%S.%f;%m/%d/%y %H:%M|.| |3',
  km: 'j ខែ F ឆ្នាំ Y|G:i|j ខែ F ឆ្នាំ Y, G:i|-|j F|j M Y|j M Y, G:i|-|-|-|-|,|.|-',
  kn: 'j F Y|h:i A|-|-|j F|j M Y|-|-|-|-|-|-|-|-',
  ko: 'Y년 n월 j일|A g:i|Y년 n월 j일 g:i A|Y년 n월|n월 j일|Y-n-j|Y-n-j H:i|-|%Y-%m-%d;%m/%d/%Y;%m/%d/%y;%Y년 %m월 %d일|%H:%M:%S;%H:%M:%S.%f;%H:%M;%H시 %M분 %S초;%H시 %M분|%Y-%m-%d %H:%M:%S;%Y-%m-%d %H:%M:%S.%f;%Y-%m-%d %H:%M;%m/%d/%Y %H:%M:%S;%m/%d/%Y %H:%M:%S.%f;%m/%d/%Y %H:%M;%m/%d/%y %H:%M:%S;%m/%d/%y %H:%M:%S.%f;%m/%d/%y %H:%M;%Y년 %m월 %d일 %H시 %M분 %S초;%Y년 %m월 %d일 %H시 %M분|.|,|3',
  ky: 'j E Y ж.|G:i|j E Y ж. G:i|F Y ж.|j F|d.m.Y|d.m.Y H:i|1|%d.%m.%Y;%d.%m.%y|-|%d.%m.%Y %H:%M:%S;%d.%m.%Y %H:%M:%S.%f;%d.%m.%Y %H:%M;%d.%m.%Y;%d.%m.%y %H:%M:%S;%d.%m.%y %H:%M:%S.%f;%d.%m.%y %H:%M;%d.%m.%y|.|\u00a0|3',
  lt: 'Y \\m. E j \\d.|H:i|Y \\m. E j \\d., H:i|Y \\m. F|E j \\d.|Y-m-d|Y-m-d H:i|1|%Y-%m-%d;%d.%m.%Y;%d.%m.%y|%H:%M:%S;%H:%M:%S.%f;%H:%M;%H.%M.%S;%H.%M.%S.%f;%H.%M|%Y-%m-%d %H:%M:%S;%Y-%m-%d %H:%M:%S.%f;%Y-%m-%d %H:%M;%d.%m.%Y %H:%M:%S;%d.%m.%Y %H:%M:%S.%f;%d.%m.%Y %H:%M;%d.%m.%y %H:%M:%S;%d.%m.%y %H:%M:%S.%f;%d.%m.%y %H:%M;%d.%m.%y %H.%M.%S;%d.%m.%y %H.%M.%S.%f;%d.%m.%y %H.%M|,|.|3',
  lv: 'Y. \\g\\a\\d\\a j. F|H:i|Y. \\g\\a\\d\\a j. F, H:i|Y. \\g. F|j. F|j.m.Y|j.m.Y H:i|1|%Y-%m-%d;%d.%m.%Y;%d.%m.%y|%H:%M:%S;%H:%M:%S.%f;%H:%M;%H.%M.%S;%H.%M.%S.%f;%H.%M|%Y-%m-%d %H:%M:%S;%Y-%m-%d %H:%M:%S.%f;%Y-%m-%d %H:%M;%d.%m.%Y %H:%M:%S;%d.%m.%Y %H:%M:%S.%f;%d.%m.%Y %H:%M;%d.%m.%y %H:%M:%S;%d.%m.%y %H:%M:%S.%f;%d.%m.%y %H:%M;%d.%m.%y %H.%M.%S;%d.%m.%y %H.%M.%S.%f;%d.%m.%y %H.%M|,|\u00a0|3',
  mk: 'd F Y|H:i|j. F Y H:i|F Y|j. F|j.m.Y|j.m.Y H:i|1|%d.%m.%Y;%d.%m.%y;%d. %m. %Y;%d. %m. %y|-|%d.%m.%Y %H:%M:%S;%d.%m.%Y %H:%M:%S.%f;%d.%m.%Y %H:%M;%d.%m.%y %H:%M:%S;%d.%m.%y %H:%M:%S.%f;%d.%m.%y %H:%M;%d. %m. %Y %H:%M:%S;%d. %m. %Y %H:%M:%S.%f;%d. %m. %Y %H:%M;%d. %m. %y %H:%M:%S;%d. %m. %y %H:%M:%S.%f;%d. %m. %y %H:%M|,|.|3',
  ml: 'N j, Y|P|N j, Y, P|F Y|F j|m/d/Y|m/d/Y P|0|%Y-%m-%d;%m/%d/%Y;%m/%d/%y|-|%Y-%m-%d %H:%M:%S;%Y-%m-%d %H:%M:%S.%f;%Y-%m-%d %H:%M;%m/%d/%Y %H:%M:%S;%m/%d/%Y %H:%M:%S.%f;%m/%d/%Y %H:%M;%m/%d/%y %H:%M:%S;%m/%d/%y %H:%M:%S.%f;%m/%d/%y %H:%M|.|,|3',
  mn: 'd F Y|g:i A|-|-|-|j M Y|-|-|-|-|-|-|-|-',
  ms: 'j M Y|P|j M Y, P|F Y|j F|d/m/Y|d/m/Y P|0|%Y-%m-%d;%d/%m/%Y;%d/%m/%y;%d %b %Y;%d %b, %Y;%d %B %Y;%d %B, %Y|-|%Y-%m-%d %H:%M:%S;%Y-%m-%d %H:%M:%S.%f;%Y-%m-%d %H:%M;%d/%m/%Y %H:%M:%S;%d/%m/%Y %H:%M:%S.%f;%d/%m/%Y %H:%M;%d/%m/%y %H:%M:%S;%d/%m/%y %H:%M:%S.%f;%d/%m/%y %H:%M|.|,|3',
  nb: 'j. F Y|H:i|j. F Y H:i|F Y|j. F|d.m.Y|d.m.Y H:i|1|%Y-%m-%d;%d.%m.%Y;%d.%m.%y|-|%Y-%m-%d %H:%M:%S;%Y-%m-%d %H:%M:%S.%f;%Y-%m-%d %H:%M;%d.%m.%Y %H:%M:%S;%d.%m.%Y %H:%M:%S.%f;%d.%m.%Y %H:%M;%d.%m.%y %H:%M:%S;%d.%m.%y %H:%M:%S.%f;%d.%m.%y %H:%M|,|\u00a0|3',
  nl: 'j F Y|H:i|j F Y H:i|F Y|j F|j-n-Y|j-n-Y H:i|1|%d-%m-%Y;%d-%m-%y;%d/%m/%Y;%d/%m/%y;%Y/%m/%d|%H:%M:%S;%H:%M:%S.%f;%H.%M:%S;%H.%M:%S.%f;%H.%M;%H:%M|%d-%m-%Y %H:%M:%S;%d-%m-%y %H:%M:%S;%Y-%m-%d %H:%M:%S;%d/%m/%Y %H:%M:%S;%d/%m/%y %H:%M:%S;%Y/%m/%d %H:%M:%S;%d-%m-%Y %H:%M:%S.%f;%d-%m-%y %H:%M:%S.%f;%Y-%m-%d %H:%M:%S.%f;%d/%m/%Y %H:%M:%S.%f;%d/%m/%y %H:%M:%S.%f;%Y/%m/%d %H:%M:%S.%f;%d-%m-%Y %H.%M:%S;%d-%m-%y %H.%M:%S;%d/%m/%Y %H.%M:%S;%d/%m/%y %H.%M:%S;%d-%m-%Y %H.%M:%S.%f;%d-%m-%y %H.%M:%S.%f;%d/%m/%Y %H.%M:%S.%f;%d/%m/%y %H.%M:%S.%f;%d-%m-%Y %H:%M;%d-%m-%y %H:%M;%Y-%m-%d %H:%M;%d/%m/%Y %H:%M;%d/%m/%y %H:%M;%Y/%m/%d %H:%M;%d-%m-%Y %H.%M;%d-%m-%y %H.%M;%d/%m/%Y %H.%M;%d/%m/%y %H.%M|,|.|3',
  nn: 'j. F Y|H:i|j. F Y H:i|F Y|j. F|d.m.Y|d.m.Y H:i|1|%Y-%m-%d;%d.%m.%Y;%d.%m.%y|-|%Y-%m-%d %H:%M:%S;%Y-%m-%d %H:%M:%S.%f;%Y-%m-%d %H:%M;%d.%m.%Y %H:%M:%S;%d.%m.%Y %H:%M:%S.%f;%d.%m.%Y %H:%M;%d.%m.%y %H:%M:%S;%d.%m.%y %H:%M:%S.%f;%d.%m.%y %H:%M|,|\u00a0|3',
  pl: 'j E Y|H:i|j E Y H:i|F Y|j E|d-m-Y|d-m-Y  H:i|1|%d.%m.%Y;%d.%m.%y;%y-%m-%d|-|%d.%m.%Y %H:%M:%S;%d.%m.%Y %H:%M:%S.%f;%d.%m.%Y %H:%M|,|\u00a0|3',
  pt: 'j \\d\\e F \\d\\e Y|H:i|j \\d\\e F \\d\\e Y à\\s H:i|F \\d\\e Y|j \\d\\e F|d/m/Y|d/m/Y H:i|0|%Y-%m-%d;%d/%m/%Y;%d/%m/%y|-|%Y-%m-%d %H:%M:%S;%Y-%m-%d %H:%M:%S.%f;%Y-%m-%d %H:%M;%d/%m/%Y %H:%M:%S;%d/%m/%Y %H:%M:%S.%f;%d/%m/%Y %H:%M;%d/%m/%y %H:%M:%S;%d/%m/%y %H:%M:%S.%f;%d/%m/%y %H:%M|,|.|3',
  'pt-br':
    'j \\d\\e F \\d\\e Y|H:i|j \\d\\e F \\d\\e Y à\\s H:i|F \\d\\e Y|j \\d\\e F|d/m/Y|d/m/Y H:i|0|%d/%m/%Y;%d/%m/%y|-|%d/%m/%Y %H:%M:%S;%d/%m/%Y %H:%M:%S.%f;%d/%m/%Y %H:%M;%d/%m/%y %H:%M:%S;%d/%m/%y %H:%M:%S.%f;%d/%m/%y %H:%M|,|.|3',
  ro: 'j F Y|H:i|j F Y, H:i|F Y|j F|d.m.Y|d.m.Y, H:i|1|%d.%m.%Y;%d.%b.%Y;%d %B %Y;%A, %d %B %Y|%H:%M;%H:%M:%S;%H:%M:%S.%f|%d.%m.%Y, %H:%M;%d.%m.%Y, %H:%M:%S;%d.%B.%Y, %H:%M;%d.%B.%Y, %H:%M:%S|,|.|3',
  ru: 'j E Y г.|G:i|j E Y г. G:i|F Y г.|j F|d.m.Y|d.m.Y H:i|1|%d.%m.%Y;%d.%m.%y|-|%d.%m.%Y %H:%M:%S;%d.%m.%Y %H:%M:%S.%f;%d.%m.%Y %H:%M;%d.%m.%y %H:%M:%S;%d.%m.%y %H:%M:%S.%f;%d.%m.%y %H:%M|,|\u00a0|3',
  sk: 'j. F Y|G:i|j. F Y G:i|F Y|j. F|d.m.Y|d.m.Y G:i|1|%d.%m.%Y;%d.%m.%y;%y-%m-%d|-|%d.%m.%Y %H:%M:%S;%d.%m.%Y %H:%M:%S.%f;%d.%m.%Y %H:%M|,|\u00a0|3',
  sl: 'd. F Y|H:i|j. F Y. H:i|F Y|j. F|j. M. Y|j.n.Y. H:i|0|%d.%m.%Y;%d.%m.%y;%d-%m-%Y;%d. %m. %Y;%d. %m. %y|-|%d.%m.%Y %H:%M:%S;%d.%m.%Y %H:%M:%S.%f;%d.%m.%Y %H:%M;%d.%m.%y %H:%M:%S;%d.%m.%y %H:%M:%S.%f;%d.%m.%y %H:%M;%d-%m-%Y %H:%M:%S;%d-%m-%Y %H:%M:%S.%f;%d-%m-%Y %H:%M;%d. %m. %Y %H:%M:%S;%d. %m. %Y %H:%M:%S.%f;%d. %m. %Y %H:%M;%d. %m. %y %H:%M:%S;%d. %m. %y %H:%M:%S.%f;%d. %m. %y %H:%M|,|.|3',
  sq: 'd F Y|g.i.A|-|F Y|j F|Y-m-d|-|-|-|-|-|,|.|-',
  sr: 'j. F Y.|H:i|j. F Y. H:i|F Y.|j. F|j.m.Y.|j.m.Y. H:i|1|%d.%m.%Y.;%d.%m.%y.;%d. %m. %Y.;%d. %m. %y.|-|%d.%m.%Y. %H:%M:%S;%d.%m.%Y. %H:%M:%S.%f;%d.%m.%Y. %H:%M;%d.%m.%y. %H:%M:%S;%d.%m.%y. %H:%M:%S.%f;%d.%m.%y. %H:%M;%d. %m. %Y. %H:%M:%S;%d. %m. %Y. %H:%M:%S.%f;%d. %m. %Y. %H:%M;%d. %m. %y. %H:%M:%S;%d. %m. %y. %H:%M:%S.%f;%d. %m. %y. %H:%M|,|.|3',
  'sr-latn':
    'j. F Y.|H:i|j. F Y. H:i|F Y.|j. F|j.m.Y.|j.m.Y. H:i|1|%d.%m.%Y.;%d.%m.%y.;%d. %m. %Y.;%d. %m. %y.|-|%d.%m.%Y. %H:%M:%S;%d.%m.%Y. %H:%M:%S.%f;%d.%m.%Y. %H:%M;%d.%m.%y. %H:%M:%S;%d.%m.%y. %H:%M:%S.%f;%d.%m.%y. %H:%M;%d. %m. %Y. %H:%M:%S;%d. %m. %Y. %H:%M:%S.%f;%d. %m. %Y. %H:%M;%d. %m. %y. %H:%M:%S;%d. %m. %y. %H:%M:%S.%f;%d. %m. %y. %H:%M|,|.|3',
  sv: 'j F Y|H:i|j F Y H:i|F Y|j F|Y-m-d|Y-m-d H:i|1|%Y-%m-%d;%m/%d/%Y;%m/%d/%y|-|%Y-%m-%d %H:%M:%S;%Y-%m-%d %H:%M:%S.%f;%Y-%m-%d %H:%M;%m/%d/%Y %H:%M:%S;%m/%d/%Y %H:%M:%S.%f;%m/%d/%Y %H:%M;%m/%d/%y %H:%M:%S;%m/%d/%y %H:%M:%S.%f;%m/%d/%y %H:%M|,|\u00a0|3',
  ta: 'j F, Y|g:i A|-|-|j F|j M, Y|-|-|-|-|-|-|-|-',
  te: 'j F Y|g:i A|-|-|j F|j M Y|-|-|-|-|-|-|-|-',
  tg: 'j E Y г.|G:i|j E Y г. G:i|F Y г.|j F|d.m.Y|d.m.Y H:i|1|%d.%m.%Y;%d.%m.%y|-|%d.%m.%Y %H:%M:%S;%d.%m.%Y %H:%M:%S.%f;%d.%m.%Y %H:%M;%d.%m.%Y;%d.%m.%y %H:%M:%S;%d.%m.%y %H:%M:%S.%f;%d.%m.%y %H:%M;%d.%m.%y|,|\u00a0|3',
  th: 'j F Y|G:i|j F Y, G:i|F Y|j F|j M Y|j M Y, G:i|0|%d/%m/%Y;%d %b %Y;%d %B %Y|%H:%M:%S;%H:%M:%S.%f;%H:%M|%d/%m/%Y %H:%M:%S;%d/%m/%Y %H:%M:%S.%f;%d/%m/%Y %H:%M|.|,|3',
  tk: 'j E Y г.|G:i|j E Y г. G:i|F Y г.|j F|d.m.Y|d.m.Y H:i|1|%d.%m.%Y;%d.%m.%y|-|%d.%m.%Y %H:%M:%S;%d.%m.%Y %H:%M:%S.%f;%d.%m.%Y %H:%M;%d.%m.%Y;%d.%m.%y %H:%M:%S;%d.%m.%y %H:%M:%S.%f;%d.%m.%y %H:%M;%d.%m.%y|,|\u00a0|3',
  tr: 'd F Y|H:i|d F Y H:i|F Y|d F|d M Y|d M Y H:i|1|%d/%m/%Y;%d/%m/%y;%y-%m-%d|-|%d/%m/%Y %H:%M:%S;%d/%m/%Y %H:%M:%S.%f;%d/%m/%Y %H:%M|,|.|3',
  ug: 'j F Y|G:i|-|F Y|j F|Y/m/d|Y/m/d G:i|1|-|-|-|.|,|3',
  uk: 'd E Y р.|H:i|d E Y р. H:i|F Y|d F|d.m.Y|d.m.Y H:i|1|%d.%m.%Y;%d %B %Y|%H:%M:%S;%H:%M:%S.%f;%H:%M|%d.%m.%Y %H:%M:%S;%d.%m.%Y %H:%M:%S.%f;%d.%m.%Y %H:%M;%d %B %Y %H:%M:%S;%d %B %Y %H:%M:%S.%f;%d %B %Y %H:%M|,|\u00a0|3',
  uz: 'j-E, Y-\\y\\i\\l|G:i|j-E, Y-\\y\\i\\l G:i|F Y-\\y\\i\\l|j-E|d.m.Y|d.m.Y H:i|1|%d.%m.%Y;%d-%B, %Y-yil|-|%d.%m.%Y %H:%M:%S;%d.%m.%Y %H:%M:%S.%f;%d.%m.%Y %H:%M;%d-%B, %Y-yil %H:%M:%S;%d-%B, %Y-yil %H:%M:%S.%f;%d-%B, %Y-yil %H:%M|,|\u00a0|3',
  vi: '\\N\\gà\\y d \\t\\há\\n\\g n \\nă\\m Y|H:i|H:i \\N\\gà\\y d \\t\\há\\n\\g n \\nă\\m Y|F Y|j F|d-m-Y|H:i d-m-Y|-|-|-|-|,|.|-',
  'zh-hans':
    'Y年n月j日|H:i|Y年n月j日 H:i|Y年n月|m月j日|Y年n月j日|Y年n月j日 H:i|1|%Y/%m/%d;%Y-%m-%d;%Y年%n月%j日|%H:%M;%H:%M:%S;%H:%M:%S.%f|%Y/%m/%d %H:%M;%Y-%m-%d %H:%M;%Y年%n月%j日 %H:%M;%Y/%m/%d %H:%M:%S;%Y-%m-%d %H:%M:%S;%Y年%n月%j日 %H:%M:%S;%Y/%m/%d %H:%M:%S.%f;%Y-%m-%d %H:%M:%S.%f;%Y年%n月%j日 %H:%n:%S.%f|.||4',
  'zh-hant':
    'Y年n月j日|H:i|Y年n月j日 H:i|Y年n月|m月j日|Y年n月j日|Y年n月j日 H:i|1|%Y/%m/%d;%Y-%m-%d;%Y年%n月%j日|%H:%M;%H:%M:%S;%H:%M:%S.%f|%Y/%m/%d %H:%M;%Y-%m-%d %H:%M;%Y年%n月%j日 %H:%M;%Y/%m/%d %H:%M:%S;%Y-%m-%d %H:%M:%S;%Y年%n月%j日 %H:%M:%S;%Y/%m/%d %H:%M:%S.%f;%Y-%m-%d %H:%M:%S.%f;%Y年%n月%j日 %H:%n:%S.%f|.||4',
}
