/** Silent dramas, adventures and horrors made in the United States. The format is that of `../parse-titles.ts`. */
export const silentDramas = `
The Phantom of the Opera | 1925-11-25 | Horror, Drama | Universal Pictures | 7.5 | Passed
director: Rupert Julian
writer: Gaston Leroux, Elliott J. Clawson
producer: Carl Laemmle
cast: Lon Chaney = The Phantom; Mary Philbin = Christine Daaé; Norman Kerry = Vicomte Raoul de Chagny; Arthur Edmund Carewe = Ledoux;
 Gibson Gowland = Simon Buquet; John St. Polis = Comte Philip de Chagny; Snitz Edwards = Florine Papillon; Mary Fabian = Carlotta;
 Virginia Pearson = Carlotta's Mother
about: Below the Paris opera lives a masked genius who will make a star of the singer he loves, and do anything to keep her.

The Hunchback of Notre Dame | 1923-09-02 | Drama, Horror, Romance | Universal Pictures | 7.2 | Passed
director: Wallace Worsley
writer: Victor Hugo, Edward T. Lowe Jr., Perley Poore Sheehan
cast: Lon Chaney = Quasimodo; Patsy Ruth Miller = Esmeralda; Norman Kerry = Phoebus de Chateaupers; Kate Lester = Madame de Gondelaurier;
 Winifred Bryson = Fleur de Lys; Nigel De Brulier = Don Claudio; Brandon Hurst = Jehan; Ernest Torrence = Clopin; Tully Marshall =
 El Rey Luis XI; Harry von Meter = Monsieur Neufchatel
about: The bell-ringer of Notre Dame gives sanctuary to the girl who once gave him water.

He Who Gets Slapped | 1924-11-09 | Drama, Romance | Metro-Goldwyn-Mayer | 7.7 | Passed
director: Victor Sjöström
writer: Leonid Andreyev, Carey Wilson
cast: Lon Chaney = Paul Beaumont / HE; Norma Shearer = Consuelo; John Gilbert = Bezano; Ruth King = Maria Beaumont; Marc McDermott = Baron
 Regnard; Ford Sterling = Tricaud; Tully Marshall = Count Mancini
about: Robbed of his life's work and his wife, a scientist becomes a clown whose act is to be slapped.

The Unknown | 1927-06-03 | Horror, Drama | Metro-Goldwyn-Mayer | 7.7 | Passed
director: Tod Browning
writer: Tod Browning, Waldemar Young
cast: Lon Chaney = Alonzo the Armless; Norman Kerry = Malabar the Mighty; Joan Crawford = Nanon Zanzi; Nick De Ruiz = Antonio Zanzi; John
 George = Cojo; Frank Lanning = Costra
about: An armless knife thrower has two arms, two thumbs on one of them, and a love that asks for a sacrifice.

The Penalty | 1920-08-01 | Crime, Drama, Thriller | Goldwyn Pictures | 7.4
director: Wallace Worsley
cast: Lon Chaney = Blizzard; Charles Clary = Dr. Ferris; Doris Pawn = Barbary Nell; Jim Mason = Frisco Pete; Milton Ross = Lichtenstein;
 Ethel Grey Terry = Rose; Kenneth Harlan = Dr. Wilmot Allen; Claire Adams = Barbara Ferris

Way Down East | 1920-09-03 | Drama, Romance | United Artists | 7.3 | Passed
director: D. W. Griffith
writer: Anthony Paul Kelly, Lottie Blair Parker
cast: Lillian Gish = Anna Moore; Richard Barthelmess = David Bartlett; Lowell Sherman = Lennox Sanderson; Burr McIntosh = Squire Bartlett;
 Kate Bruce = Mother Bartlett; Mary Hay = Kate Brewster; Creighton Hale = Professor Sterling; Vivia Ogden = Martha Perkins; Porter
 Strong = Seth Holcomb; George Neville = Constable
about: A tricked girl finds work and kindness on a farm, until her past is told at the table and she walks out into the blizzard.

Broken Blossoms | 1919-05-13 | Drama, Romance | United Artists | 7.2 | Passed
director: D. W. Griffith
writer: Thomas Burke, D. W. Griffith
cast: Lillian Gish = Lucy Burrows; Richard Barthelmess = Cheng Huan; Donald Crisp = Battling Burrows; Arthur Howard = Burrows' Manager;
 Edward Peil Sr. = Evil Eye; George Beranger = The Spying One; Norman Selby = A Prizefighter
about: In the fog of Limehouse, a gentle shopkeeper shelters a boxer's beaten daughter.

Orphans of the Storm | 1921-12-28 | Drama, History, Romance | United Artists | 7.4 | Passed
director: D. W. Griffith
cast: Lillian Gish = Henriette Girard; Dorothy Gish = Louise Girard; Joseph Schildkraut = Chevalier de Vaudrey; Frank Losee = Count de
 Linières; Katherine Emmet = Countess de Linières; Morgan Wallace = Marquis de Praille; Lucille La Verne = Mother Frochard; Sheldon
 Lewis = Jacques Frochard; Frank Puglia = Pierre Frochard; Creighton Hale = Picard; Monte Blue = Danton; Sidney Herbert = Robespierre
about: Two sisters, one of them blind, are parted in Paris on the eve of the Revolution.

Intolerance | 1916-09-05 | Drama, History | Triangle | 7.7 | Passed
sort: Intolerance: Love's Struggle Throughout the Ages
director: D. W. Griffith
writer: D. W. Griffith, Anita Loos
cast: Lillian Gish = The Woman Who Rocks the Cradle; Mae Marsh = The Dear One; Robert Harron = The Boy; Fred Turner = The Girl's Father;
 Sam De Grasse = Arthur Jenkins; Miriam Cooper = The Friendless One; Walter Long = The Musketeer of the Slums; Constance Talmadge =
 The Mountain Girl; Alfred Paget = Prince Belshazzar; Elmer Clifton = The Rhapsode; Seena Owen = The Princess Beloved; Bessie Love =
 The Bride; Margery Wilson = Brown Eyes; Eugene Pallette = Prosper Latour
about: Four stories from four ages, cut into each other faster and faster.

The Wind | 1928-11-23 | Drama, Western, Romance | Metro-Goldwyn-Mayer | 8.0 | Passed
director: Victor Sjöström
writer: Frances Marion, Dorothy Scarborough
cast: Lillian Gish = Letty; Lars Hanson = Lige; Montagu Love = Roddy; Dorothy Cumming = Cora; Edward Earle = Beverly; William Orlamond =
 Sourdough; Carmencita Johnson = Cora's Child
about: A girl from Virginia goes west, to where the wind never stops.

The Scarlet Letter | 1926-08-09 | Drama, Romance | Metro-Goldwyn-Mayer | 7.6
director: Victor Sjöström
writer: Frances Marion, Nathaniel Hawthorne
cast: Lillian Gish = Hester Prynne; Lars Hanson = The Reverend Arthur Dimmesdale; Henry B. Walthall = Roger Chillingworth; Karl Dane =
 Giles; William H. Tooker = The Governor; Marcelle Corday = Mistress Hibbins

Sparrows | 1926-05-14 | Drama, Thriller, Family | United Artists | 7.4 | Passed
director: William Beaudine
producer: Mary Pickford
cast: Mary Pickford = Molly; Roy Stewart = Dennis Wayne; Mary Louise Miller = Doris Wayne; Gustav von Seyffertitz = Mr. Grimes; Charlotte
 Mineau = Mrs. Grimes; Spec O'Donnell = Ambrose; Lloyd Whitlock = Bailey; Monty O'Grady = Splutters
about: Mama Molly leads nine children out of a baby farm through a swamp full of alligators.

The Poor Little Rich Girl | 1917-03-05 | Comedy, Drama, Family | Artcraft Pictures | 6.6
director: Maurice Tourneur
writer: Frances Marion, Eleanor Gates
cast: Mary Pickford = Gwendolyn; Madlaine Traverse = Gwendolyn's Mother; Charles Wellesley = Gwendolyn's Father; Gladys Fairbanks = Jane;
 Frank McGlynn Sr. = The Plumber; Emile La Croix = The Organ Grinder; Marcia Harris = Miss Royle

My Best Girl | 1927-10-31 | Comedy, Romance | United Artists | 7.3 | Passed
director: Sam Taylor
producer: Mary Pickford
cast: Mary Pickford = Maggie Johnson; Charles 'Buddy' Rogers = Joe Grant; Sunshine Hart = Ma Johnson; Lucien Littlefield = Pa Johnson;
 Carmelita Geraghty = Liz Johnson; Hobart Bosworth = Robert E. Merrill; Mack Swain = Judge
about: The stock girl trains the new boy, who is the owner's son.

Tess of the Storm Country | 1922-11-12 | Drama | United Artists | 6.9
director: John S. Robertson
cast: Mary Pickford = Tessibel Skinner; Lloyd Hughes = Frederick Graves; Gloria Hope = Teola Graves; David Torrence = Elias Graves; Forrest
 Robinson = Daddy Skinner; Jean Hersholt = Ben Letts; Robert Russell = Dan Jordan

The Thief of Bagdad | 1924-03-18 | Adventure, Fantasy, Romance | United Artists | 7.6 | Passed
director: Raoul Walsh
writer: Douglas Fairbanks, Lotta Woods
producer: Douglas Fairbanks
cast: Douglas Fairbanks = The Thief of Bagdad; Snitz Edwards = His Evil Associate; Charles Belcher = The Holy Man; Julanne Johnston = The
 Princess; Sojin Kamiyama = The Mongol Prince; Anna May Wong = The Mongol Slave; Brandon Hurst = The Caliph; Tote Du Crow = His
 Soothsayer; Noble Johnson = The Indian Prince
tagline: Happiness must be earned
about: A thief falls in love with a princess and rides through fire, sea and sky for the rarest treasure on earth.

The Mark of Zorro | 1920-11-27 | Adventure, Western, Romance | United Artists | 7.0 | Passed
director: Fred Niblo
writer: Johnston McCulley, Douglas Fairbanks
cast: Douglas Fairbanks = Don Diego Vega / Señor Zorro; Marguerite De La Motte = Lolita Pulido; Noah Beery = Sergeant Pedro Gonzales; Charles
 Hill Mailes = Don Carlos Pulido; Claire McDowell = Doña Catalina; Robert McKim = Captain Juan Ramon; George Periolat = Governor Alvarado;
 Tote Du Crow = Bernardo; Noah Beery Jr. = Boy
about: By day the laziest gentleman of California, by night a mask, a sword and a Z.

The Black Pirate | 1926-03-08 | Adventure, Action | United Artists | 7.0 | Passed
director: Albert Parker
cast: Douglas Fairbanks = The Duke of Arnoldo / The Black Pirate; Billie Dove = Princess Isobel; Tempe Pigott = Duenna; Donald Crisp =
 MacTavish; Sam De Grasse = Pirate Lieutenant; Anders Randolf = Pirate Captain; Charles Stevens = Powder Man
about: In two colours of Technicolor, a nobleman joins the pirates who killed his father.

Robin Hood | 1922-10-18 | Adventure, Action, Romance | United Artists | 6.9 | Passed
director: Allan Dwan
cast: Wallace Beery = King Richard the Lion-Hearted; Sam De Grasse = Prince John; Enid Bennett = Lady Marian Fitzwalter; Paul Dickey = Sir Guy
 of Gisbourne; William Lowery = The High Sheriff of Nottingham; Alan Hale = Little John; Douglas Fairbanks = The Earl of Huntingdon / Robin
 Hood

Greed | 1924-12-04 | Drama, Western | Metro-Goldwyn-Mayer | 8.0 | Passed
director: Erich von Stroheim
writer: Erich von Stroheim, June Mathis, Frank Norris
cast: Zasu Pitts = Trina; Gibson Gowland = McTeague; Jean Hersholt = Marcus; Dale Fuller = Maria; Tempe Pigott = McTeague's Mother; Sylvia
 Ashton = Mommer; Chester Conklin = Popper; Frank Hayes = Old Grannis; Fanny Midgley = Miss Baker
about: A lottery ticket, a dentist, his wife, his friend, and Death Valley.

Sunrise: A Song of Two Humans | 1927-09-23 | Drama, Romance | Fox Film | 8.1 | Passed
director: F. W. Murnau
writer: Carl Mayer, Hermann Sudermann
producer: William Fox
cast: George O'Brien = The Man; Janet Gaynor = The Wife; Margaret Livingston = The Woman from the City; Bodil Rosing = The Maid; J. Farrell
 MacDonald = The Photographer; Ralph Sipperly = The Barber; Jane Winton = The Manicure Girl; Arthur Housman = The Obtrusive Gentleman;
 Eddie Boland = The Obliging Gentleman
about: This song of the man and his wife is of no place and every place: a farmer, tempted to murder, follows her to the city instead.

7th Heaven | 1927-05-06 | Drama, Romance | Fox Film | 7.5 | Passed
director: Frank Borzage
cast: Janet Gaynor = Diane; Charles Farrell = Chico; Ben Bard = Colonel Brissac; Albert Gran = Boul; David Butler = Gobin; Marie Mosquini = Madame
 Gobin; Gladys Brockwell = Nana
about: A sewer worker who never looks down takes in a girl who never dared to look up.

Wings | 1927-08-12 | Drama, War, Romance | Paramount Pictures | 7.5 | PG-13
director: William A. Wellman
writer: John Monk Saunders, Hope Loring, Louis D. Lighton
cast: Clara Bow = Mary Preston; Charles 'Buddy' Rogers = Jack Powell; Richard Arlen = David Armstrong; Jobyna Ralston = Sylvia Lewis; El Brendel =
 Herman Schwimpf; Richard Tucker = Air Commander; Gary Cooper = Cadet White; Henry B. Walthall = David's Father; Roscoe Karns = Lt. Cameron
about: Two rivals from the same town learn to fly, and to be friends, over the trenches.

Ben-Hur: A Tale of the Christ | 1925-12-30 | Adventure, Drama, History | Metro-Goldwyn-Mayer | 7.7 | Passed
director: Fred Niblo
cast: Ramon Novarro = Judah Ben-Hur; Francis X. Bushman = Messala; May McAvoy = Esther; Betty Bronson = Mary; Claire McDowell = Princess of Hur;
 Kathleen Key = Tirzah; Carmel Myers = Iras; Nigel De Brulier = Simonides; Mitchell Lewis = Sheik Ilderim; Frank Currier = Arrius
flags: hevc

The Lost World | 1925-02-02 | Adventure, Fantasy, Science Fiction | First National | 7.0 | Passed
director: Harry O. Hoyt
writer: Arthur Conan Doyle, Marion Fairfax
cast: Bessie Love = Paula White; Lewis Stone = Sir John Roxton; Wallace Beery = Professor Challenger; Lloyd Hughes = Edward Malone; Alma Bennett =
 Gladys Hungerford; Arthur Hoyt = Professor Summerlee; Bull Montana = Ape-man; Margaret McWade = Mrs. Challenger
about: On a plateau above the Amazon, dinosaurs. In London, soon after, one of them.

The Son of the Sheik | 1926-09-05 | Adventure, Romance | United Artists | 6.6
director: George Fitzmaurice
cast: Rudolph Valentino = Ahmed / The Sheik; Vilma Banky = Yasmin; George Fawcett = André; Montagu Love = Ghabah; Karl Dane = Ramadan; Agnes
 Ayres = Diana; Bull Montana = Ali

The Great Train Robbery | 1903-12-07 | Western, Crime, Short | Edison | 7.2
director: Edwin S. Porter
cast: Gilbert M. 'Broncho Billy' Anderson = Bandit; Justus D. Barnes = Bandit Leader; Walter Cameron = Sheriff; Alfred C. Abadie = Sheriff
about: Fourteen shots, twelve minutes, and a bandit who fires at the audience.

Within Our Gates | 1920-01-12 | Drama, Romance | Micheaux Film | 6.3
director: Oscar Micheaux
writer: Oscar Micheaux
producer: Oscar Micheaux
cast: Evelyn Preer = Sylvia Landry; Flo Clements = Alma Prichard; James D. Ruffin = Conrad Drebert; Jack Chenault = Larry Prichard; William Smith =
 Philip Gentry; Charles D. Lucas = Dr. V. Vivian; Bernice Ladd = Mrs. Geraldine Stratton; Mrs. Evelyn = Mrs. Elena Warwick
about: A teacher goes north to raise money for a school and has to tell at last what happened to her family in the south.

Nanook of the North | 1922-06-11 | Documentary | Pathé Exchange | 7.6
director: Robert J. Flaherty
cast: Allakariallak = Nanook; Nyla = Nyla; Cunayou = Cunayou; Allee = Himself
about: A year with a hunter and his family in the Canadian Arctic, part observed and part staged.
`;
