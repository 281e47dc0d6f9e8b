/**
 * Single words in other languages, as a dictionary has them: our own choice where the platform's tables (`counted_words.ts`)
 * have none or say it differently from the web's custom. A word with a number has its forms by the number's category.
 */
export type Forms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>
type Words = Readonly<Record<string, string | Forms>>

const ORDINALS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((digit) => `ordinal ${digit}`)

/** Django asks for each last digit by itself, and for 11, 12 and 13; `first` is for those that end in 1. */
function ordinals(first: string, other: string): Words {
  const teens = ['ordinal 11, 12, 13', `{}th`] as const
  const ends = ['th', 'st', 'nd', 'rd', 'th', 'th', 'th', 'th', 'th', 'th']
  const digits = ORDINALS.map((context, digit) => {
    return [`${context}\u0004{}${ends[digit]}`, digit === 1 ? first : other] as const
  })
  return Object.fromEntries([...digits, [teens.join('\u0004'), other]])
}

export const LOCALE_WORDS: Readonly<Record<string, Words>> = {
  cs: {
    Yes: 'Ano',
    No: 'Ne',
    'yes,no,maybe': 'ano,ne,možná',
    Password: 'Heslo',
    'Page not found': 'Stránka nenalezena',
    ...ordinals('{}.', '{}.'),
  },
  da: { Yes: 'Ja', No: 'Nej', 'yes,no,maybe': 'ja,nej,måske', Password: 'Adgangskode' },
  de: {
    Yes: 'Ja',
    No: 'Nein',
    'yes,no,maybe': 'Ja,Nein,Vielleicht',
    Password: 'Passwort',
    Username: 'Benutzername',
    Image: 'Bild',
    File: 'Datei',
    'Page not found': 'Seite nicht gefunden',
    '%(size)d byte': { one: '%(size)d Byte', other: '%(size)d Bytes' },
    '%(counter)s result': { one: '%(counter)s Ergebnis', other: '%(counter)s Ergebnisse' },
    ...ordinals('{}.', '{}.'),
  },
  es: {
    Yes: 'Sí',
    No: 'No',
    'yes,no,maybe': 'sí,no,quizás',
    Password: 'Contraseña',
    Username: 'Nombre de usuario',
    Image: 'Imagen',
    File: 'Archivo',
    'Page not found': 'Página no encontrada',
    '%(counter)s result': { one: '%(counter)s resultado', other: '%(counter)s resultados' },
    ...ordinals('{}º', '{}º'),
  },
  fi: { Yes: 'Kyllä', No: 'Ei', 'yes,no,maybe': 'kyllä,ei,ehkä', Password: 'Salasana' },
  fr: {
    Yes: 'Oui',
    No: 'Non',
    'yes,no,maybe': 'oui,non,peut-être',
    Password: 'Mot de passe',
    Username: 'Nom d’utilisateur',
    Image: 'Image',
    File: 'Fichier',
    'Page not found': 'Page non trouvée',
    '%(num)d year': { one: '%(num)d année', other: '%(num)d ans' },
    '%(counter)s result': { one: '%(counter)s résultat', other: '%(counter)s résultats' },
    '%s KB': '%s Kio',
    '%s MB': '%s Mio',
    '%s GB': '%s Gio',
    '%s TB': '%s Tio',
    '%s PB': '%s Pio',
    ...ordinals('{}<sup>er</sup>', '{}<sup>e</sup>'),
  },
  it: {
    Yes: 'Sì',
    No: 'No',
    'yes,no,maybe': 'sì,no,forse',
    Password: 'Password',
    'Page not found': 'Pagina non trovata',
    ...ordinals('{}º', '{}º'),
  },
  ja: { Yes: 'はい', No: 'いいえ', 'yes,no,maybe': 'はい,いいえ,たぶん', Password: 'パスワード' },
  nl: {
    Yes: 'Ja',
    No: 'Nee',
    'yes,no,maybe': 'ja,nee,misschien',
    Password: 'Wachtwoord',
    Username: 'Gebruikersnaam',
    Image: 'Afbeelding',
    File: 'Bestand',
    'Page not found': 'Pagina niet gevonden',
    '%(size)d byte': { one: '%(size)d byte', other: '%(size)d bytes' },
    '%(counter)s result': { one: '%(counter)s resultaat', other: '%(counter)s resultaten' },
    ...ordinals('{}e', '{}e'),
  },
  pl: { Yes: 'Tak', No: 'Nie', 'yes,no,maybe': 'tak,nie,może', Password: 'Hasło' },
  pt: {
    Yes: 'Sim',
    No: 'Não',
    'yes,no,maybe': 'sim,não,talvez',
    Password: 'Senha',
    'Page not found': 'Página não encontrada',
    ...ordinals('{}º', '{}º'),
  },
  ru: {
    Yes: 'Да',
    No: 'Нет',
    'yes,no,maybe': 'да,нет,может быть',
    Password: 'Пароль',
    Username: 'Имя пользователя',
    'Page not found': 'Страница не найдена',
    '%(counter)s result': {
      one: '%(counter)s результат',
      few: '%(counter)s результата',
      many: '%(counter)s результатов',
    },
    '%s KB': '%s КБ',
    '%s MB': '%s МБ',
    '%s GB': '%s ГБ',
    '%s TB': '%s ТБ',
    '%s PB': '%s ПБ',
  },
  sv: { Yes: 'Ja', No: 'Nej', 'yes,no,maybe': 'ja,nej,kanske', Password: 'Lösenord' },
}
