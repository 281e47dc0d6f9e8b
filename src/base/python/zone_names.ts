/**
 * Abbreviations of time zones that `Intl` knows in no locale, or otherwise than the tz database: standard and summer
 * time, and the zones that use them. A data table.
 *
 * Python: library/zoneinfo (the tz database)
 */
const TABLE: readonly (readonly [standard: string, summer: string, zones: string])[] = [
  ['+00', '+02', 'Antarctica/Troll'],
  ['+04', '+04', 'Asia/Dubai Asia/Muscat'],
  ['+0530', '+0530', 'Asia/Colombo'],
  ['+08', '+08', 'Antarctica/Casey'],
  ['+0845', '+0845', 'Australia/Eucla'],
  ['+1030', '+11', 'Australia/LHI Australia/Lord_Howe'],
  ['+1245', '+1345', 'Pacific/Chatham'],
  ['-03', '-02', 'America/Miquelon'],
  ['CST', 'CDT', 'America/Havana'],
  [
    'CST',
    'CST',
    'Asia/Chongqing Asia/Chungking Asia/Harbin Asia/Macao Asia/Macau Asia/Shanghai Asia/Taipei',
  ],
  ['ChST', 'ChST', 'Pacific/Guam Pacific/Saipan'],
  ['GMT', 'BST', 'Europe/Guernsey Europe/Isle_of_Man Europe/Jersey'],
  ['GMT', 'IST', 'Europe/Dublin'],
  ['HKT', 'HKT', 'Asia/Hong_Kong'],
  ['HST', 'HDT', 'America/Adak America/Atka'],
  ['IST', 'IDT', 'Asia/Jerusalem Asia/Tel_Aviv'],
  ['JST', 'JST', 'Asia/Tokyo'],
  ['KST', 'KST', 'Asia/Pyongyang Asia/Seoul'],
  ['MSK', 'MSK', 'Europe/Kirov Europe/Moscow Europe/Simferopol Europe/Volgograd'],
  [
    'MST',
    'MST',
    'America/Dawson America/Hermosillo America/Mazatlan America/Whitehorse Canada/Yukon Mexico/BajaSur',
  ],
  ['PKT', 'PKT', 'Asia/Karachi'],
  ['PST', 'PST', 'Asia/Manila'],
  ['SST', 'SST', 'Pacific/Midway Pacific/Pago_Pago Pacific/Samoa'],
  ['WIB', 'WIB', 'Asia/Jakarta Asia/Pontianak'],
  ['WIT', 'WIT', 'Asia/Jayapura'],
  ['WITA', 'WITA', 'Asia/Makassar Asia/Ujung_Pandang'],
]

/** Zone → its two abbreviations. */
export const ZONE_NAMES: ReadonlyMap<string, readonly [standard: string, summer: string]> = new Map(
  TABLE.flatMap(([standard, summer, zones]) =>
    zones.split(' ').map((zone) => [zone, [standard, summer]] as const),
  ),
)
