/**
 * Templates in the folder `templates` of each installed app, in the order of INSTALLED_APPS.
 *
 * Django: django/template/loaders/app_directories.py
 */
import { appTemplateDirs } from '../app_dirs.ts'
import { Loader as FilesystemLoader } from './filesystem.ts'

export class Loader extends FilesystemLoader {
  override get_dirs(): readonly string[] {
    return appTemplateDirs('templates')
  }
}
