/** Silent comedies. The format is that of `../parse-titles.ts`. */
export const silentComedies = `
The General | 1926-12-31 | Comedy, Adventure, War | United Artists | 8.1 | Passed
director: Buster Keaton, Clyde Bruckman
writer: Buster Keaton, Clyde Bruckman, Al Boasberg, Charles Henry Smith
producer: Joseph M. Schenck
cast: Buster Keaton = Johnnie Gray; Marion Mack = Annabelle Lee; Glen Cavender = Captain Anderson; Jim Farley = General
 Thatcher; Frederick Vroom = A Southern General; Charles Henry Smith = Annabelle's Father; Frank Barnes = Annabelle's Brother;
 Joe Keaton = Union General; Mike Donlin = Union General; Tom Nawn = Union General
tagline: Love, locomotives and laughs
about: Union spies steal a locomotive that an engineer loves almost as much as his girl, who happens to be on board. He sets
 out after it alone, by handcar, by bicycle and by train, through both armies.

Sherlock Jr. | 1924-04-21 | Comedy, Fantasy, Mystery | Metro Pictures | 8.1 | Passed
director: Buster Keaton
writer: Jean C. Havez, Joseph A. Mitchell, Clyde Bruckman
cast: Buster Keaton = Projectionist / Sherlock Jr.; Kathryn McGuire = The Girl; Joe Keaton = The Girl's Father; Erwin Connelly =
 The Hired Man / The Butler; Ward Crane = The Local Sheik / The Villain; Ford West = Theatre Manager / Gillette
about: A projectionist who studies to be a detective falls asleep at work and walks into the film on the screen.

Our Hospitality | 1923-11-19 | Comedy, Romance | Metro Pictures | 7.8 | Passed
director: Buster Keaton, John G. Blystone
writer: Jean C. Havez, Clyde Bruckman, Joseph A. Mitchell
cast: Buster Keaton = Willie McKay; Natalie Talmadge = Virginia Canfield; Joe Roberts = Joseph Canfield; Francis X. Bushman Jr. =
 Clayton Canfield; Craig Ward = Lee Canfield; Monte Collins = The Parson; Joe Keaton = The Engineer; Kitty Bradbury = Aunt Mary;
 Buster Keaton Jr. = The Baby
about: A young man comes home to claim his inheritance and falls in love with the daughter of the family that is sworn to kill
 him. As long as he stays under their roof he is a guest.

Steamboat Bill, Jr. | 1928-05-12 | Comedy, Drama, Family | United Artists | 7.8 | Passed
director: Charles Reisner, Buster Keaton
writer: Carl Harbaugh
cast: Buster Keaton = William Canfield Jr.; Tom McGuire = John James King; Ernest Torrence = William Canfield Sr.; Tom Lewis =
 Tom Carter; Marion Byron = Kitty King; Joe Keaton = The Barber
about: A captain's city-bred son arrives on the river to help against a rival boat, and a cyclone arrives with him.

The Navigator | 1924-10-13 | Comedy, Romance, Adventure | Metro-Goldwyn | 7.6 | Passed
director: Buster Keaton, Donald Crisp
writer: Clyde Bruckman, Joseph A. Mitchell, Jean C. Havez
cast: Buster Keaton = Rollo Treadway; Kathryn McGuire = The Girl; Frederick Vroom = The Girl's Father; Noble Johnson = The
 Cannibal Chief; Clarence Burton = Spy; H. N. Clugston = Spy; Donald Crisp = Face on the Picture at the Porthole
about: Two spoiled heirs who never had to boil an egg find themselves alone on a drifting ocean liner.

Seven Chances | 1925-03-15 | Comedy, Romance | Metro-Goldwyn | 7.8 | Passed
director: Buster Keaton
writer: Clyde Bruckman, Jean C. Havez, Joseph A. Mitchell
cast: Buster Keaton = James Shannon; T. Roy Barnes = Billy Meekin; Snitz Edwards = The Lawyer; Ruth Dwyer = Mary Jones; Frances
 Raymond = Mrs. Jones; Erwin Connelly = The Clergyman; Jules Cowles = The Hired Man; Jean Arthur = Receptionist
about: He inherits seven million dollars if he is married by seven o'clock today. Word gets round.

The Cameraman | 1928-09-15 | Comedy, Romance | Metro-Goldwyn-Mayer | 8.0 | Passed
director: Edward Sedgwick, Buster Keaton
writer: Clyde Bruckman, Lew Lipton
cast: Buster Keaton = Buster; Marceline Day = Sally; Harold Goodwin = Stagg; Sidney Bracey = Editor; Harry Gribbon = Cop; Josephine
 = The Monkey
about: A tintype photographer turns newsreel cameraman to be near a girl, with an old camera and the help of a monkey.

College | 1927-09-10 | Comedy, Sport | United Artists | 7.1 | Passed
director: James W. Horne, Buster Keaton
writer: Carl Harbaugh, Bryan Foy
cast: Anne Cornwall = Mary Haynes; Flora Bramley = Her Friend; Harold Goodwin = A Rival; Snitz Edwards = The Dean; Florence Turner =
 A Mother; Buster Keaton = Ronald
about: A bookish student takes up every sport at once, for love.

One Week | 1920-09-01 | Comedy, Short | Metro Pictures | 8.1
director: Buster Keaton, Edward F. Cline
cast: Buster Keaton = The Groom; Sybil Seely = The Bride; Joe Roberts = Piano Mover
about: Newlyweds build a house from a kit whose crates somebody has renumbered.

Cops | 1922-03-11 | Comedy, Short | First National | 7.6
director: Buster Keaton, Edward F. Cline
cast: Buster Keaton = The Young Man; Virginia Fox = The Mayor's Daughter; Joe Roberts = Police Chief; Edward F. Cline = Hobo; Steve
 Murphy = Conman
about: One misunderstanding after the other, until the whole police force of the city is behind him.

The Kid | 1921-02-06 | Comedy, Drama, Family | First National | 8.2 | Passed
director: Charlie Chaplin
writer: Charlie Chaplin
producer: Charlie Chaplin
music: Charlie Chaplin
cast: Charlie Chaplin = A Tramp; Edna Purviance = The Woman; Jackie Coogan = The Child; Carl Miller = The Man; Tom Wilson = The
 Policeman; Henry Bergman = Night Shelter Keeper; Charles Reisner = Bully; Lita Grey = Flirtatious Angel; Jack Coogan Sr. =
 Pickpocket
tagline: 6 reels of joy
about: A tramp finds a baby in an alley and brings him up as well as he can. Five years later the mother is rich, and looking.

The Gold Rush | 1925-06-26 | Comedy, Adventure, Drama | United Artists | 8.1 | Passed
director: Charlie Chaplin
writer: Charlie Chaplin
producer: Charlie Chaplin
cast: Charlie Chaplin = The Lone Prospector; Mack Swain = Big Jim McKay; Tom Murray = Black Larsen; Henry Bergman = Hank Curtis;
 Malcolm Waite = Jack Cameron; Georgia Hale = Georgia
about: The little fellow looks for gold in the Klondike and finds hunger, a shoe, and Georgia.

The Circus | 1928-01-06 | Comedy, Romance | United Artists | 8.1 | Passed
director: Charlie Chaplin
writer: Charlie Chaplin
cast: Charlie Chaplin = A Tramp; Al Ernest Garcia = The Circus Proprietor; Merna Kennedy = His Step-daughter; Harry Crocker = Rex;
 George Davis = A Magician; Henry Bergman = An Old Clown; Tiny Sandford = The Head Property Man; John Rand = An Assistant
about: Chased by the police into a circus ring, a tramp becomes its greatest clown without knowing it.

A Woman of Paris | 1923-09-26 | Drama, Romance | United Artists | 6.9
director: Charlie Chaplin
writer: Charlie Chaplin
cast: Edna Purviance = Marie St. Clair; Clarence Geldart = Marie's Father; Carl Miller = Jean Millet; Lydia Knott = Jean's Mother;
 Charles K. French = Jean's Father; Adolphe Menjou = Pierre Revel; Betty Morrissey = Fifi; Malvina Polo = Paulette; Charlie
 Chaplin = Station Porter
about: A country girl believes she was jilted and becomes the companion of the richest man of Paris.

The Immigrant | 1917-06-17 | Comedy, Short | Mutual Film | 7.6
director: Charlie Chaplin
writer: Charlie Chaplin
cast: Charlie Chaplin = Immigrant; Edna Purviance = Immigrant; Eric Campbell = The Head Waiter; Albert Austin = Diner; Henry
 Bergman = The Artist; Kitty Bradbury = Mother
about: A steerage crossing, a lost coin, and a waiter nobody would want to owe money to.

Easy Street | 1917-01-22 | Comedy, Short | Mutual Film | 7.4
director: Charlie Chaplin
writer: Charlie Chaplin
cast: Charlie Chaplin = The Derelict; Edna Purviance = Mission Worker; Eric Campbell = The Bully; Albert Austin = Clergyman; Henry
 Bergman = Anarchist; Lloyd Bacon = Drug Addict; John Rand = Mission Visitor
about: A reformed derelict joins the police and is sent to the roughest street in town.

The Rink | 1916-12-04 | Comedy, Short | Mutual Film | 6.9
director: Charlie Chaplin
writer: Charlie Chaplin
cast: Charlie Chaplin = A Waiter; Edna Purviance = The Girl; James T. Kelly = Her Father; Eric Campbell = Mr. Stout; Henry Bergman =
 Mrs. Stout / Angry Diner; Lloyd Bacon = The Guest; Albert Austin = The Cook / Skater

One A.M. | 1916-08-07 | Comedy, Short | Mutual Film | 6.9
director: Charlie Chaplin
cast: Charlie Chaplin = A Drunken Homeowner; Albert Austin = Taxi Driver
about: A man comes home late. The house is against him.

The Vagabond | 1916-07-10 | Comedy, Drama, Short | Mutual Film | 6.8
director: Charlie Chaplin
cast: Charlie Chaplin = Street Musician; Edna Purviance = Girl Stolen by Gypsies; Eric Campbell = Gypsy Chieftain; Leo White = Old
 Man; Lloyd Bacon = Artist; Charlotte Mineau = Girl's Mother; Albert Austin = Trombonist
flags: no-art

Shoulder Arms | 1918-10-20 | Comedy, War | First National | 7.2
director: Charlie Chaplin
cast: Charlie Chaplin = Recruit; Edna Purviance = French Girl; Sydney Chaplin = Sergeant / The Kaiser; Jack Wilson = German Crown
 Prince; Henry Bergman = German Sergeant; Albert Austin = American Officer; Tom Wilson = Training Camp Sergeant
about: A recruit in the trenches dreams of capturing the Kaiser.

A Dog's Life | 1918-04-14 | Comedy, Short | First National | 7.6
director: Charlie Chaplin
cast: Charlie Chaplin = Tramp; Edna Purviance = Bar Singer; Mut = Scraps; Sydney Chaplin = Lunch Wagon Owner; Henry Bergman = Man in
 Dance Hall; Charles Reisner = Clerk; Albert Austin = Crook

Safety Last! | 1923-04-01 | Comedy, Romance | Pathé Exchange | 8.1 | Passed
director: Fred C. Newmeyer, Sam Taylor
writer: Hal Roach, Sam Taylor, Tim Whelan
producer: Hal Roach
cast: Harold Lloyd = The Boy; Mildred Davis = The Girl; Bill Strother = The Pal; Noah Young = The Law; Westcott Clarke = The
 Floorwalker; Mickey Daniels = Newsboy; Anna Townsend = The Grandma
about: A shop assistant promises to draw a crowd, and has to climb the department store himself.

The Freshman | 1925-09-20 | Comedy, Romance, Sport | Pathé Exchange | 7.5 | Passed
director: Fred C. Newmeyer, Sam Taylor
writer: John Grey, Sam Taylor, Tim Whelan, Ted Wilde
cast: Harold Lloyd = The Freshman; Jobyna Ralston = Peggy; Brooks Benedict = The College Cad; James Anderson = The College Hero; Hazel
 Keener = The College Belle; Joseph Harrington = The College Tailor; Pat Harmon = The Football Coach
about: He learned how to be popular at college from a film, down to the little jig.

Girl Shy | 1924-04-20 | Comedy, Romance | Pathé Exchange | 7.8
director: Fred C. Newmeyer, Sam Taylor
cast: Harold Lloyd = The Poor Boy; Jobyna Ralston = The Rich Girl; Richard Daniels = The Poor Man; Carlton Griffin = The Rich Man
about: A stuttering tailor's apprentice writes a manual on how to make love, and has a city to cross before the wedding is over.

Speedy | 1928-04-07 | Comedy, Family | Paramount Pictures | 7.6 | Passed
director: Ted Wilde
cast: Harold Lloyd = Harold 'Speedy' Swift; Ann Christy = Jane Dillon; Bert Woodruff = Pop Dillon; Babe Ruth = Babe Ruth; Byron Douglas
 = W. S. Wilton; Brooks Benedict = Steve Carter
about: New York's last horse-drawn streetcar, a cab driver who cannot keep a job, and Babe Ruth, late for the game.

Grandma's Boy | 1922-09-03 | Comedy, Family | Associated Exhibitors | 7.0
director: Fred C. Newmeyer
cast: Harold Lloyd = Grandma's Boy; Mildred Davis = His Girl; Anna Townsend = His Grandma; Charles Stevenson = His Rival; Dick
 Sutherland = The Rolling Stone; Noah Young = Sheriff of Dabney County

Tillie's Punctured Romance | 1914-12-21 | Comedy | Keystone | 6.3
director: Mack Sennett
cast: Marie Dressler = Tillie Banks; Charlie Chaplin = Charlie, a City Slicker; Mabel Normand = Mabel; Mack Swain = John Banks; Charles
 Bennett = Uncle Douglas Banks; Chester Conklin = Mr. Whoozis; Edgar Kennedy = Restaurant Owner; Minta Durfee = Crook's Maid
about: A city slicker woos a farmer's daughter for her father's money, then for her uncle's.

Big Business | 1929-04-20 | Comedy, Short | Metro-Goldwyn-Mayer | 7.6
director: James W. Horne
producer: Hal Roach
cast: Stan Laurel = Stan; Oliver Hardy = Ollie; James Finlayson = Homeowner; Tiny Sandford = Policeman; Lyle Tayo = Customer
about: Selling Christmas trees door to door in California, until one door closes on the tree.

It | 1927-02-05 | Comedy, Romance | Paramount Pictures | 7.1 | Passed
director: Clarence G. Badger, Josef von Sternberg
writer: Elinor Glyn, Hope Loring, Louis D. Lighton
cast: Clara Bow = Betty Lou Spence; Antonio Moreno = Cyrus Waltham; William Austin = Monty Montgomery; Priscilla Bonner = Molly; Jacqueline
 Gadsdon = Adela Van Norman; Gary Cooper = Newspaper Reporter; Elinor Glyn = Herself
about: The salesgirl has it. The heir of the store has noticed.
`;
