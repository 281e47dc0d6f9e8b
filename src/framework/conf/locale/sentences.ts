/**
 * What form fields say most, in the languages of most of the classrooms that we know: no catalogue, only the words for a
 * value that is missing or cannot be read, and the sign after a label. All else stays English.
 *
 * Django: django/conf/locale/LANGUAGE/LC_MESSAGES
 */
type Sentences = Readonly<Record<string, string>>

export const LOCALE_SENTENCES: Readonly<Record<string, Sentences>> = {
  de: {
    'This field is required.': 'Dieses Feld ist zwingend erforderlich.',
    'Enter a number.': 'Bitte eine Zahl eingeben.',
    'Enter a whole number.': 'Bitte eine ganze Zahl eingeben.',
    'Enter a valid date.': 'Bitte ein gültiges Datum eingeben.',
    'Enter a valid time.': 'Bitte eine gültige Uhrzeit eingeben.',
    'Enter a valid date/time.': 'Bitte ein gültiges Datum und Uhrzeit eingeben.',
    'Enter a valid value.': 'Bitte einen gültigen Wert eingeben.',
  },
  es: {
    'This field is required.': 'Este campo es obligatorio.',
    'Enter a number.': 'Introduzca un número.',
    'Enter a whole number.': 'Introduzca un número entero.',
    'Enter a valid date.': 'Introduzca una fecha válida.',
    'Enter a valid time.': 'Introduzca una hora válida.',
    'Enter a valid date/time.': 'Introduzca una fecha/hora válida.',
    'Enter a valid value.': 'Introduzca un valor válido.',
  },
  fr: {
    ':': '\u00a0:',
    'This field is required.': 'Ce champ est obligatoire.',
    'Enter a number.': 'Saisissez un nombre.',
    'Enter a whole number.': 'Saisissez un nombre entier.',
    'Enter a valid date.': 'Saisissez une date valide.',
    'Enter a valid time.': 'Saisissez une heure valide.',
    'Enter a valid date/time.': 'Saisissez une date et une heure valides.',
    'Enter a valid value.': 'Saisissez une valeur valide.',
  },
  nl: {
    'This field is required.': 'Dit veld is verplicht.',
    'Enter a number.': 'Voer een getal in.',
    'Enter a whole number.': 'Voer een geheel getal in.',
    'Enter a valid date.': 'Voer een geldige datum in.',
    'Enter a valid time.': 'Voer een geldige tijd in.',
    'Enter a valid date/time.': 'Voer een geldige datum/tijd in.',
    'Enter a valid value.': 'Voer een geldige waarde in.',
  },
}
