/**
 * Passwords that everybody tries first. A data table of our own: Django ships 20,000 (a file of 80 kB), here are the few
 * hundred that a learner will try, made of the usual words, names, rows of keys and their usual endings.
 *
 * Django: django/contrib/auth/common-passwords.txt.gz
 * Left out: all rarer ones, so CommonPasswordValidator lets pass some that Django refuses.
 */
const ROWS = `
0123 01234 012345 0123456 01234567 012345678 0123456789 0000 9999 1010 1122 1313 1984 2112 2580 4321 54321 87654321
123456 1234567 12345678 123456789 1234567890 12345 1234 111111 11111111 000000 00000000 123123 123321 654321 987654321
121212 112233 11223344 222222 333333 444444 555555 666666 777777 888888 88888888 999999 101010 131313 102030 123654
159753 147258369 147258 789456 789456123 456789 456123 741852963 741852 852456 963852741 696969 31415926 55555 7777777
12341234 123412345 1111 11111 1212 2000 4444 5150 6969 112358 010203 1q2w3e 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qazxsw2
zaq12wsx zaq1zaq1 qwerty qwertyui qwertyuiop qwert qwerty1 qwerty12 qwerty123 qwerty1234 qwerty12345 qwertz qwertzuiop
azerty azertyuiop asdf asdfg asdfgh asdfghj asdfghjk asdfghjkl asdf1234 asdfasdf zxcv zxcvb zxcvbn zxcvbnm zxcvbnm1
qazwsx qazwsxedc qweasd qweasdzxc qweqwe qwe123 asd123 zxc123 q1w2e3 q1w2e3r4 q1w2e3r4t5 a1b2c3 a1b2c3d4 a123456
a12345678 a123456789 abc123 abc1234 abcd1234 abcdef abcdefg abcdefgh abcdefg1 abcd123 aaaaaa aaaaaaaa aa123456 aaa111
`
const WORDS = `
password passwort passw0rd p@ssword p@ssw0rd pa55word pass passwd passpass letmein welcome welcome1 hello hello123
helloworld iloveyou iloveyou1 iloveu loveme lovely love lover admin admin1 admin12 admin123 administrator root toor user
guest login master secret secret1 default changeme temp temp123 test test1 test12 test123 test1234 testing testtest
tester demo sample example service support oracle system manager public private server security access internet computer
computer1 samsung nintendo playstation microsoft windows google facebook twitter linkedin youtube instagram whatsapp
dragon dragon1 monkey monkey1 shadow sunshine sunshine1 princess princess1 football football1 baseball basketball soccer
hockey tennis golf golfer superman batman spiderman starwars startrek pokemon naruto matrix merlin wizard gandalf ninja
killer hunter ranger buster tigger tiger tigers eagle eagles falcon phoenix cheese cookie chocolate banana orange apple
pepper ginger peanut butter flower flowers rainbow summer winter spring autumn monday friday january september november
december angel angels heaven jesus jesus1 faith blessed forever freedom family friend friends mother father brother
sister daddy mommy baby babygirl babyboy honey sweety sweetie darling beautiful gorgeous prettygirl michael michael1
jordan jordan23 jennifer jessica jessica1 ashley daniel andrew andrea anthony joshua matthew nicole nicholas michelle
charlie charlie1 thomas robert george william richard patrick alexander alexandra samantha elizabeth amanda melissa
stephanie victoria natasha maggie bailey harley rocky bandit snoopy scooter boomer ranger1 chelsea liverpool arsenal
barcelona manchester dallas cowboys yankees lakers steelers ferrari porsche mercedes mustang corvette yamaha honda
harleydavidson jackson johnson taylor cooper parker morgan martin miller smith jones trustno1 fuckyou fuckme asshole
pussy whatever nothing mynoob starwars1 secret123 money dollar diamond silver golden purple yellow black white green
blue red crystal lucky destiny passion peace music guitar piano rockstar metallica slipknot eminem nirvana liverpool1
london paris berlin america canada australia germany mexico jasmine vanessa hannah sophie claire lauren emily olivia
midnight thunder lightning blizzard hurricane ocean river mountain forest wolf wolves panther cobra viper scorpion spider
dolphin turtle rabbit bunny kitty kitten puppy doggy horses horse pony cowboy pirate captain soldier sniper warrior
warcraft counter counterstrike minecraft fortnite roblox zelda mario luigi sonic pikachu batman1 superman1 ironman hulk
joker letmein1 letmein123 openup opensesame sesame login123 pass123 pass1234 password1 password12 password123
password1234 password! password2 passw0rd1 p@ssw0rd1 qwer1234 asdf123 abcabc abcxyz xxxxxx xxxxxxxx zzzzzz zzzzzzzz
blahblah blablabla foobar foobar1 django python javascript iamgod godisgood monkey123 dragon123 shadow1 master1
michelle1 charlie123 football123 baseball1 hunter2 ncc1701 thx1138 bond007 james007 agent007 rush2112 apollo13 fuckoff
biteme suckit slayer killer1 bigdog bigboy bigdaddy cutie cutiepie sexy sexygirl hottie playboy
`
const ENDINGS_OF = [
  'password',
  'welcome',
  'admin',
  'qwerty',
  'letmein',
  'login',
  'test',
  'pass',
  'summer',
  'winter',
]
const ENDINGS = [
  '01',
  '11',
  '22',
  '69',
  '99',
  '007',
  '321',
  '2020',
  '2021',
  '2022',
  '2023',
  '2024',
  '2025',
  '!',
  '@123',
]

/** In lower case. */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set([
  ...ROWS.trim().split(/\s+/),
  ...WORDS.trim().split(/\s+/),
  ...ENDINGS_OF.flatMap((word) => ENDINGS.map((ending) => word + ending)),
])
