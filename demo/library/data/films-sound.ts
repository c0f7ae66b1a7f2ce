/** Sound films of the thirties and forties, and Hitchcock's first. The format is that of `../parse-titles.ts`. */
export const earlySound = `
The Lodger: A Story of the London Fog | 1927-02-14 | Thriller, Mystery, Crime | Gainsborough Pictures | 7.3
director: Alfred Hitchcock
writer: Eliot Stannard, Marie Belloc Lowndes
cast: Marie Ault = The Landlady; Arthur Chesney = Her Husband; June Tripp = Daisy Bunting; Malcolm Keen = Joe Chandler; Ivor Novello = The Lodger
about: Every Tuesday a fair-haired girl is murdered, and the lodger goes out every Tuesday.

The Ring | 1927-09-30 | Drama, Romance, Sport | British International Pictures | 6.2
director: Alfred Hitchcock
writer: Alfred Hitchcock
cast: Carl Brisson = 'One-Round' Jack Sander; Lillian Hall-Davis = The Girl; Ian Hunter = Bob Corby; Forrester Harvey = The Promoter; Harry Terry = The
 Showman; Gordon Harker = Jack's Trainer

Easy Virtue | 1928-03-05 | Drama, Romance | Gainsborough Pictures | 5.5
director: Alfred Hitchcock
writer: Eliot Stannard, Noël Coward
cast: Isabel Jeans = Larita Filton; Franklin Dyall = Aubrey Filton; Eric Bransby Williams = Claude Robson; Ian Hunter = Plaintiff's Counsel; Robin Irvine =
 John Whittaker; Violet Farebrother = Mrs. Whittaker

The Manxman | 1929-01-21 | Drama, Romance | British International Pictures | 6.2
director: Alfred Hitchcock
writer: Eliot Stannard, Hall Caine
cast: Carl Brisson = Pete Quilliam; Malcolm Keen = Philip Christian; Anny Ondra = Kate Cregeen; Randle Ayrton = Caesar Cregeen

Blackmail | 1929-07-28 | Thriller, Crime, Drama | British International Pictures | 6.9
director: Alfred Hitchcock
writer: Charles Bennett, Alfred Hitchcock
cast: Anny Ondra = Alice White; Sara Allgood = Mrs. White; Charles Paton = Mr. White; John Longden = Detective Frank Webber; Donald Calthrop = Tracy; Cyril
 Ritchard = The Artist; Hannah Jones = The Landlady; Harvey Braban = The Chief Inspector; Phyllis Monkman = The Gossip Neighbour
about: She killed in self-defence; one glove is with her detective, the other with a stranger. And somebody says knife again.

Juno and the Paycock | 1930-09-22 | Drama, Comedy | British International Pictures | 4.7
director: Alfred Hitchcock
writer: Seán O'Casey, Alma Reville
cast: Barry Fitzgerald = The Orator; Maire O'Neill = Maisie Madigan; Edward Chapman = Captain Boyle; Sidney Morgan = Joxer Daly; Sara Allgood = Juno Boyle;
 John Laurie = Johnny Boyle; Kathleen O'Regan = Mary Boyle

Murder! | 1930-07-31 | Mystery, Crime, Thriller | British International Pictures | 6.3
director: Alfred Hitchcock
writer: Alma Reville
cast: Herbert Marshall = Sir John Menier; Norah Baring = Diana Baring; Phyllis Konstam = Doucie Markham; Edward Chapman = Ted Markham; Miles Mander = Gordon
 Druce; Esme Percy = Handel Fane; Donald Calthrop = Ion Stewart
about: One juror had doubts, and gave in. Now he has to find the murderer himself.

The Jazz Singer | 1927-10-06 | Drama, Music | Warner Bros. | 6.4
director: Alan Crosland
cast: Al Jolson = Jakie Rabinowitz; May McAvoy = Mary Dale; Warner Oland = The Cantor; Eugenie Besserer = Sara Rabinowitz; Otto Lederer = Moisha Yudelson; William
 Demarest = Buster Billings; Roscoe Karns = The Agent
tagline: You ain't heard nothin' yet

Steamboat Willie | 1928-11-18 | Animation, Comedy, Short | Walt Disney | 7.5
director: Ub Iwerks, Walt Disney
cast: Walt Disney = All Voices

The Cocoanuts | 1929-05-23 | Comedy, Music | Paramount Pictures | 6.9
director: Robert Florey, Joseph Santley
writer: George S. Kaufman, Morrie Ryskind
music: Irving Berlin
cast: Groucho Marx = Hammer; Harpo Marx = Harpo; Chico Marx = Chico; Zeppo Marx = Jamison; Oscar Shaw = Bob; Mary Eaton = Polly; Cyril Ring = Yates; Kay Francis
 = Penelope; Margaret Dumont = Mrs. Potter; Basil Ruysdael = Hennessey

Animal Crackers | 1930-08-23 | Comedy, Music | Paramount Pictures | 7.4
director: Victor Heerman
writer: Morrie Ryskind, George S. Kaufman
cast: Groucho Marx = Captain Spaulding; Harpo Marx = The Professor; Chico Marx = Ravelli; Zeppo Marx = Jamison; Lillian Roth = Arabella; Margaret Dumont = Mrs.
 Rittenhouse; Louis Sorin = Roscoe Chandler; Hal Thompson = John Parker
about: Hooray for Captain Spaulding, who is back from Africa, and a painting that is not where it was.

All Quiet on the Western Front | 1930-04-21 | War, Drama | Universal Pictures | 8.1 | Passed
director: Lewis Milestone
writer: Maxwell Anderson, George Abbott, Erich Maria Remarque
producer: Carl Laemmle Jr.
cast: Louis Wolheim = Kat; Lew Ayres = Paul; John Wray = Himmelstoss; Arnold Lucy = Kantorek; Ben Alexander = Kemmerich; Scott Kolk = Leer; Owen Davis Jr. = Peter;
 Walter Rogers = Behn; William Bakewell = Albert; Russell Gleason = Mueller; Slim Summerville = Tjaden; Beryl Mercer = Paul's Mother; Raymond
 Griffith = Gérard Duval
about: A class of schoolboys, their teacher's fine words, and what was behind them.

Der blaue Engel | 1930-04-01 | Drama, Music | UFA | 7.7
sort: Blaue Engel
director: Josef von Sternberg
writer: Heinrich Mann, Carl Zuckmayer
producer: Erich Pommer
cast: Emil Jannings = Professor Immanuel Rath; Marlene Dietrich = Lola Lola; Kurt Gerron = Kiepert; Rosa Valetti = Guste; Hans Albers = Mazeppa; Reinhold Bernt = The
 Clown; Eduard von Winterstein = Director of School
about: A professor follows his pupils to the cabaret, and stays.

Hell's Angels | 1930-05-27 | War, Drama, Action | United Artists | 7.3
director: Howard Hughes
cast: Ben Lyon = Monte Rutledge; James Hall = Roy Rutledge; Jean Harlow = Helen; John Darrow = Karl Armstedt; Lucien Prival = Baron von Kranz; Frank Clarke = Lt. von
 Bruen; Roy Wilson = Baldy Maloney

White Zombie | 1932-07-28 | Horror | Halperin Productions | 6.2 | Passed
director: Victor Halperin
cast: Bela Lugosi = 'Murder' Legendre; Madge Bellamy = Madeleine Short; Joseph Cawthorn = Dr. Bruner; Robert Frazer = Charles Beaumont; John Harron = Neil
 Parker; Brandon Hurst = Silver; George Burr MacAnnan = Von Gelder
about: In Haiti, a mill that runs day and night on workers who are not alive.

The Vampire Bat | 1933-01-21 | Horror, Mystery | Majestic Pictures | 5.7
director: Frank R. Strayer
cast: Lionel Atwill = Dr. Otto von Niemann; Fay Wray = Ruth Bertin; Melvyn Douglas = Karl Brettschneider; Maude Eburne = Gussie Schnappmann; George E. Stone = Kringen;
 Dwight Frye = Herman Gleib

Of Human Bondage | 1934-06-28 | Drama, Romance | RKO Radio Pictures | 7.0
director: John Cromwell
writer: Lester Cohen, W. Somerset Maugham
cast: Leslie Howard = Philip Carey; Bette Davis = Mildred Rogers; Frances Dee = Sally Athelny; Kay Johnson = Norah; Reginald Denny = Griffiths; Alan Hale = Miller;
 Reginald Owen = Athelny

My Man Godfrey | 1936-09-06 | Comedy, Romance | Universal Pictures | 8.0 | Approved
director: Gregory La Cava
writer: Morrie Ryskind, Eric Hatch
cast: William Powell = Godfrey; Carole Lombard = Irene Bullock; Alice Brady = Angelica Bullock; Gail Patrick = Cornelia Bullock; Jean Dixon = Molly; Eugene Pallette =
 Alexander Bullock; Alan Mowbray = Tommy Gray; Mischa Auer = Carlo; Robert Light = Faithful George; Pat Flaherty = Mike
about: Found on a rubbish heap in a scavenger hunt, he becomes the butler of a family that needs one badly.

Nothing Sacred | 1937-11-25 | Comedy, Romance | Selznick International | 6.8
director: William A. Wellman
writer: Ben Hecht
producer: David O. Selznick
cast: Carole Lombard = Hazel Flagg; Fredric March = Wally Cook; Charles Winninger = Dr. Enoch Downer; Walter Connolly = Oliver Stone; Sig Ruman = Dr. Emil Eggelhoffer;
 Frank Fay = Master of Ceremonies; Margaret Hamilton = Drug Store Lady

A Star Is Born | 1937-04-20 | Drama, Romance | Selznick International | 7.3
director: William A. Wellman
writer: Dorothy Parker, Alan Campbell, Robert Carson
producer: David O. Selznick
cast: Janet Gaynor = Esther Blodgett; Fredric March = Norman Maine; Adolphe Menjou = Oliver Niles; May Robson = Grandmother Lettie; Andy Devine = Danny McGuire; Lionel
 Stander = Matt Libby; Owen Moore = Casey Burke; Peggy Wood = Miss Phillips; Elizabeth Jenns = Anita Regis; Edgar Kennedy = Pop Randall
about: She goes up while he goes down, in Technicolor.

Reefer Madness | 1936 | Drama, Crime | G&H Productions | 3.8
original: Tell Your Children
director: Louis J. Gasnier
cast: Dorothy Short = Mary Lane; Kenneth Craig = Bill Harper; Lillian Miles = Blanche; Dave O'Brien = Ralph Wiley; Thelma White = Mae Coleman; Carleton Young = Jack Perry

Love Affair | 1939-03-16 | Drama, Romance, Comedy | RKO Radio Pictures | 7.3
director: Leo McCarey
writer: Delmer Daves, Donald Ogden Stewart
cast: Irene Dunne = Terry McKay; Charles Boyer = Michel Marnet; Maria Ouspenskaya = Grandmother; Lee Bowman = Kenneth Bradley; Astrid Allwyn = Lois Clark; Maurice Moscovitch =
 Maurice Cobert
about: Six months from now, at the top of the Empire State Building.

Gulliver's Travels | 1939-12-22 | Animation, Adventure, Family | Fleischer Studios | 6.6
director: Dave Fleischer
producer: Max Fleischer
cast: Sam Parker = Gulliver; Pinto Colvig = Gabby; Jack Mercer = King Little; Jessica Dragonette = Princess Glory; Lanny Ross = Prince David

His Girl Friday | 1940-01-18 | Comedy, Romance, Drama | Columbia Pictures | 7.8 | Passed
director: Howard Hawks
writer: Charles Lederer, Ben Hecht, Charles MacArthur
producer: Howard Hawks
cast: Cary Grant = Walter Burns; Rosalind Russell = Hildy Johnson; Ralph Bellamy = Bruce Baldwin; Gene Lockhart = Sheriff Hartwell; Porter Hall = Murphy; Ernest Truex = Bensinger;
 Cliff Edwards = Endicott; Clarence Kolb = Mayor; Roscoe Karns = McCue; Frank Jenks = Wilson; Regis Toomey = Sanders; Abner Biberman = Louie; John
 Qualen = Earl Williams; Billy Gilbert = Joe Pettibone
tagline: She learned about men from him
about: An editor has until the night train to keep his best reporter, who is his former wife, from marrying an insurance man.

The Devil Bat | 1940-12-13 | Horror, Thriller | Producers Releasing Corporation | 5.4
director: Jean Yarbrough
cast: Bela Lugosi = Dr. Paul Carruthers; Suzanne Kaaren = Mary Heath; Dave O'Brien = Johnny Layton; Guy Usher = Henry Morton; Donald Kerr = 'One-Shot' McGuire

Meet John Doe | 1941-05-03 | Comedy, Drama, Romance | Frank Capra Productions | 7.6
director: Frank Capra
writer: Robert Riskin
cast: Gary Cooper = Long John Willoughby; Barbara Stanwyck = Ann Mitchell; Edward Arnold = D. B. Norton; Walter Brennan = The Colonel; Spring Byington = Mrs. Mitchell; James Gleason
 = Henry Connell; Gene Lockhart = Mayor Lovett; Rod La Rocque = Ted Sheldon; Irving Bacon = Beany; Regis Toomey = Bert
about: A columnist invents a man who will jump on Christmas Eve, then has to hire one.
flags: ac3

Penny Serenade | 1941-04-24 | Drama, Romance | Columbia Pictures | 7.1
director: George Stevens
cast: Irene Dunne = Julie Gardiner; Cary Grant = Roger Adams; Beulah Bondi = Miss Oliver; Edgar Buchanan = Applejack; Ann Doran = Dotty; Eva Lee Kuney = Trina

The Southerner | 1945-04-30 | Drama | United Artists | 7.1
director: Jean Renoir
cast: Zachary Scott = Sam Tucker; Betty Field = Nona Tucker; J. Carrol Naish = Devers; Beulah Bondi = Granny Tucker; Percy Kilbride = Harmie; Charles Kemper = Tim; Norman Lloyd = Finley

And Then There Were None | 1945-10-31 | Mystery, Crime, Thriller | 20th Century Fox | 7.4
director: René Clair
writer: Dudley Nichols, Agatha Christie
cast: Barry Fitzgerald = Judge Quinncannon; Walter Huston = Dr. Armstrong; Louis Hayward = Philip Lombard; Roland Young = Detective Blore; June Duprez = Vera Claythorne; Mischa
 Auer = Prince Starloff; C. Aubrey Smith = General Mandrake; Judith Anderson = Emily Brent; Richard Haydn = Rogers; Queenie Leonard = Mrs. Rogers; Harry
 Thurston = Fisherman
about: Ten guests, one island, one nursery rhyme.
`;
