/**
 * What a text or a file may hold.
 *
 * Django: django/core/validators.py
 * Left out: asking Pillow; the list of image extensions is its own, fixed.
 */
import { eq, str } from '../../../base/python/protocols.ts'
import { Pattern, escape } from '../../../base/python/re.ts'
import { gettext_lazy as _ } from '../../utils/translation/index.ts'
import { ValidationError } from '../exceptions.ts'
import { RegexValidator, namedArguments, type MessageOptions } from './regex_validator.ts'

const integer = new RegexValidator(String.raw`^-?\d+\Z`, _('Enter a valid integer.'), 'invalid')
const slug = new RegexValidator(
  String.raw`^[-a-zA-Z0-9_]+\Z`,
  _('Enter a valid “slug” consisting of letters, numbers, underscores or hyphens.'),
  'invalid',
)
const unicodeSlug = new RegexValidator(
  String.raw`^[-\w]+\Z`,
  _('Enter a valid “slug” consisting of Unicode letters, numbers, underscores, or hyphens.'),
  'invalid',
)

/** @throws ValidationError */
export function validate_integer(value: unknown): void {
  integer.__call__(value)
}

/** @throws ValidationError */
export function validate_slug(value: unknown): void {
  slug.__call__(value)
}

/** @throws ValidationError */
export function validate_unicode_slug(value: unknown): void {
  unicodeSlug.__call__(value)
}

export interface IntListOptions extends MessageOptions {
  readonly allow_negative?: boolean
}

/** A validator of integers separated by `sep`. */
export function int_list_validator(
  sep = ',',
  { message = null, code = 'invalid', allow_negative = false }: IntListOptions = {},
): RegexValidator {
  const sign = allow_negative ? '(-)?' : ''
  const regex = new Pattern(`^${sign}\\d+(?:${escape(sep)}${sign}\\d+)*\\Z`)
  return new RegexValidator({ regex, message, code })
}

const commaSeparated = int_list_validator(',', {
  message: _('Enter only digits separated by commas.'),
})

/** @throws ValidationError */
export function validate_comma_separated_integer_list(value: unknown): void {
  commaSeparated.__call__(value)
}

/** By the end of the file's name, in any case; null allows all. */
export class FileExtensionValidator {
  static readonly message: unknown = _(
    'File extension “%(extension)s” is not allowed. Allowed extensions are: %(allowed_extensions)s.',
  )
  static readonly code: string = 'invalid_extension'

  readonly allowed_extensions: readonly string[] | null
  readonly message: unknown
  readonly code: string

  /** Django's positional order is allowed_extensions, message, code; all may be named. */
  constructor(...args: unknown[]) {
    const cls = new.target
    const options = namedArguments(
      ['allowed_extensions', 'message', 'code'],
      args,
    ) as MessageOptions & {
      allowed_extensions?: readonly string[] | null
    }
    this.allowed_extensions = options.allowed_extensions?.map((one) => one.toLowerCase()) ?? null
    this.message = options.message ?? cls.message
    this.code = options.code ?? cls.code
  }

  /** @throws ValidationError */
  __call__(value: { readonly name: string | null }): void {
    const extension = suffix(value.name ?? '').toLowerCase()
    if (this.allowed_extensions === null || this.allowed_extensions.includes(extension)) return
    throw new ValidationError(this.message, {
      code: this.code,
      params: { extension, allowed_extensions: this.allowed_extensions.join(', '), value },
    })
  }

  __eq__(other: unknown): boolean {
    return (
      other instanceof FileExtensionValidator &&
      eq(new Set(this.allowed_extensions ?? []), new Set(other.allowed_extensions ?? [])) &&
      eq(this.message, other.message) &&
      this.code === other.code
    )
  }
}

/** pathlib's `suffix` without its dot: a name's leading dot or trailing dot begins none. */
function suffix(path: string): string {
  const name = path.replace(/\/+$/, '').split('/').at(-1) ?? ''
  const at = name.lastIndexOf('.')
  return at > 0 && at < name.length - 1 ? name.slice(at + 1) : ''
}

const IMAGE_EXTENSIONS =
  'apng avif avifs blp bmp bufr bw cur dcx dds dib emf eps fit fits flc fli ftc ftu gbr gif grib h5 hdf icb icns ico ' +
  'iim im j2c j2k jfif jp2 jpc jpe jpeg jpf jpg jpx mpeg mpg mpo msp palm pbm pcd pcx pdf pfm pgm png pnm ppm ps psd ' +
  'pxr qoi ras rgb rgba sgi tga tif tiff vda vst webp wmf xbm xpm'

const imageExtension = new FileExtensionValidator(IMAGE_EXTENSIONS.split(' '))

/** @throws ValidationError for a name without an image's extension */
export function validate_image_file_extension(value: { readonly name: string | null }): void {
  imageExtension.__call__(value)
}

export class ProhibitNullCharactersValidator {
  static readonly message: unknown = _('Null characters are not allowed.')
  static readonly code: string = 'null_characters_not_allowed'

  readonly message: unknown
  readonly code: string

  /** Django's positional order is message, code; both may be named. */
  constructor(...args: unknown[]) {
    const cls = new.target
    const options = namedArguments(['message', 'code'], args) as MessageOptions
    this.message = options.message ?? cls.message
    this.code = options.code ?? cls.code
  }

  /** @throws ValidationError */
  __call__(value: unknown): void {
    if (!str(value).includes('\0')) return
    throw new ValidationError(this.message, { code: this.code, params: { value } })
  }

  __eq__(other: unknown): boolean {
    return (
      other instanceof ProhibitNullCharactersValidator &&
      eq(this.message, other.message) &&
      this.code === other.code
    )
  }
}
