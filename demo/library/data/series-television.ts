/** Television of the fifties and sixties, the episodes in the public domain. The format is that of `../parse-titles.ts`. */
export const television = `
Dragnet | 1951-12-16 | Crime, Drama, Mystery | NBC | 7.7
creator: Jack Webb
director: Jack Webb
cast: Jack Webb = Sgt. Joe Friday; Ben Alexander = Officer Frank Smith; Barton Yarborough = Sgt. Ben Romero; Herbert Ellis = Officer Frank Smith; Barney Phillips = Sgt. Ed Jacobs
about: The story you are about to see is true. The names have been changed to protect the innocent.
1x01 The Human Bomb | 1951-12-16 | guests: Raymond Burr = Deputy Chief Thad Brown; Stacy Harris = Vernon Carney
1x02 The Big Actor | 1952-01-03
1x03 The Big Mother | 1952-01-31
1x04 The Big Cast | 1952-02-14 | guests: Lee Marvin = Henry Ross
2x01 The Big Seventeen | 1952-11-06
2x02 The .22 Rifle for Christmas | 1952-12-18 | A boy, a rifle, and the day before Christmas.
2x03 The Big Lamp
2x04 The Big Break | 1953-03-19
3x01 The Big Little Jesus | 1953-12-24 | The statue of a child is missing from a poor church's crib.
4x01 The Big Crime | 1954-09-09

Sherlock Holmes | 1954-10-18 | Crime, Mystery, Drama | Guild Films | 7.3
director: Steve Previn, Sheldon Reynolds
producer: Sheldon Reynolds
cast: Ronald Howard = Sherlock Holmes; Howard Marion-Crawford = Dr. Watson; Archie Duncan = Inspector Lestrade; Richard Larke = Sergeant Wilkins; Mary Towb = Mrs. Hudson
about: Made in France: a young and cheerful Holmes in thirty-nine half hours.
1x01 The Case of the Cunningham Heritage | 1954-10-18 | Holmes and Watson take rooms at 221B.
1x02 The Case of Lady Beryl | 1954-10-25 | guests: Paulette Goddard = Lady Beryl
1x03 The Case of the Pennsylvania Gun | 1954-11-01
1x04 The Case of the Texas Cowgirl | 1954-11-08
1x05 The Case of the Belligerent Ghost | 1954-11-15
1x06 The Case of the Shy Ballerina | 1954-11-22
1x07 The Case of the Winthrop Legend | 1954-11-29
1x08 The Case of Blind Man's Bluff | 1954-12-06
1x09 The Case of Harry Crocker | 1954-12-13
1x10 The Mother Hubbard Case | 1954-12-20
1x11 The Case of the Red Headed League | 1954-12-27
1x12 The Case of the Shoeless Engineer | 1955-01-03
1x13 The Case of the Split Ticket | 1955-01-10

One Step Beyond | 1959-01-20 | Drama, Mystery, Fantasy | ABC | 7.9
sort: Alcoa Presents One Step Beyond
creator: Merwin Gerard
director: John Newland
cast: John Newland = Host
about: Stories of the strange for which, the host assures us, there are witnesses.
1x01 The Bride Possessed | 1959-01-20 | guests: Skip Homeier = Matt; Virginia Leith = Sally
1x02 Night of April 14 | 1959-01-27 | She dreams of drowning. Her fiancé has booked a surprise: the Titanic. | guests: Patrick Macnee = Eric Farley; Barbara Lord = Grace Montgomery
1x03 Emergency Only | 1959-02-03 | guests: Jocelyn Brando = Ellen Larrabee
1x04 The Dark Room | 1959-02-10 | guests: Cloris Leachman = Rita Wallace
1x05 Twelve Hours to Live | 1959-02-17
1x06 Epilogue | 1959-02-24
1x07 The Dream | 1959-03-03
1x08 Premonition | 1959-03-10
2x01 Delusion | 1959-09-15 | guests: Norman Lloyd = Harold Stern; Suzanne Pleshette = Martha Wizinski
2x02 Ordeal on Locust Street | 1959-09-22
2x03 Brainwave | 1959-10-06
2x04 Doomsday | 1959-10-13
3x01 The Death Waltz | 1960-10-04 | guests: Elizabeth Montgomery = Lillie Clarke
3x02 The Return | 1960-10-11
3x03 If You See Sally | 1960-10-18
0x01 Opening titles, three versions

Bonanza | 1959-09-12 | Western, Drama | NBC | 7.4
creator: David Dortort
cast: Lorne Greene = Ben Cartwright; Pernell Roberts = Adam Cartwright; Dan Blocker = Hoss Cartwright; Michael Landon = Little Joe Cartwright; Victor Sen Yung = Hop Sing; Ray Teal = Sheriff Roy Coffee
about: A father, three sons, three mothers, and the Ponderosa.
1x01 A Rose for Lotta | 1959-09-12 | guests: Yvonne De Carlo = Lotta Crabtree; George Macready = Alpheus Troy
1x02 Death on Sun Mountain | 1959-09-19
1x03 The Newcomers | 1959-09-26
1x04 The Paiute War | 1959-10-03
1x05 Enter Mark Twain | 1959-10-10
1x06 The Julia Bulette Story | 1959-10-17 | guests: Jane Greer = Julia Bulette
1x07 The Saga of Annie O'Toole | 1959-10-24 | guests: Ida Lupino = Annie O'Toole
1x08 The Philip Deidesheimer Story | 1959-10-31
2x01 Showdown | 1960-09-10
2x02 The Mission | 1960-09-17
2x03 Badge Without Honor | 1960-09-24
2x04 The Mill | 1960-10-01

The Beverly Hillbillies | 1962-09-26 | Comedy, Family | CBS | 7.2
creator: Paul Henning
director: Richard Whorf
cast: Buddy Ebsen = Jed Clampett; Irene Ryan = Granny; Donna Douglas = Elly May Clampett; Max Baer Jr. = Jethro Bodine; Raymond Bailey = Milburn Drysdale; Nancy Kulp = Jane Hathaway; Bea Benaderet = Cousin Pearl
 Bodine; Harriet MacGibbon = Margaret Drysdale
about: Come and listen to my story about a man named Jed.
1x01 The Clampetts Strike Oil | 1962-09-26 | A shot goes wide, and up comes the bubbling crude.
1x02 Getting Settled | 1962-10-03
1x03 Meanwhile, Back at the Cabin | 1962-10-10
1x04 The Clampetts Meet Mrs. Drysdale | 1962-10-17
1x05 Jed Buys Stock | 1962-10-24
1x06 Trick or Treat | 1962-10-31
1x07 The Servants | 1962-11-07
1x08 Jethro Goes to School | 1962-11-14
1x09 Elly's First Date | 1962-11-21
1x10 Pygmalion and Elly | 1962-11-28
2x01 Jed Gets the Misery | 1963-09-25
2x02 Hair-Raising Holiday | 1963-10-02
2x03 Granny's Garden | 1963-10-09
2x04 Elly Starts to School | 1963-10-16
2x05 The Clampett Look | 1963-10-23

The Lucy Show | 1962-10-01 | Comedy | CBS | 7.4
cast: Lucille Ball = Lucy Carmichael; Vivian Vance = Vivian Bagley; Gale Gordon = Theodore J. Mooney; Mary Jane Croft = Mary Jane Lewis; Roy Roberts = Mr. Cheever
about: A widow with ideas, and the banker who has to hear them.
5x01 Lucy with George Burns | 1966-09-12 | guests: George Burns = Himself
5x02 Lucy and the Submarine | 1966-09-19
5x03 Lucy and the Bean Queen | 1966-09-26 | guests: Ed Begley = Mr. Bailey
5x04 Lucy and Paul Winchell | 1966-10-03 | guests: Paul Winchell = Himself
5x05 Lucy and the Ring-a-Ding Ring | 1966-10-10
5x06 Lucy Goes to London | 1966-10-17
5x07 Lucy Gets a Roommate | 1966-10-31 | guests: Carol Burnett = Carol Bradford
6x01 Lucy Meets the Berles | 1967-09-11 | guests: Milton Berle = Himself; Ruth Berle = Herself
6x02 Lucy Gets Trapped | 1967-09-18
6x03 Lucy and the French Movie Star | 1967-09-25
`;
